// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/app/options.h"
#include "shared/base/result.h"

#include <memory>

namespace roost::app {

/// The whole daemon: builds the rooms in order, serves, stops in the opposite order.
class Relay {
public:
    /// Everything up to a served control socket, and all listeners when the relay is set up.
    /// Errors: exists (another daemon), corrupt, unavailable; `detail` says what to do.
    static Result<std::unique_ptr<Relay>> start(const Options& options);
    ~Relay(); // stops

    /// Ends the sessions and closes the store; at most 10 s for the sessions.
    void stop();

private:
    struct State;
    explicit Relay(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace roost::app
