// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/client.h"
#include "shared/api/events.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace roost::control {

/// Numbers events and offers them to every client. The server's thread only.
class Events {
public:
    void join(const Caller& client) { clients_.push_back(client); }
    void publish(api::EventKind kind);
    void publish(api::Event event); // its number is given here
    std::int64_t lastNumber() const { return last_number_; }

private:
    std::vector<std::weak_ptr<Client>> clients_;
    std::int64_t last_number_ = 0;
};

} // namespace roost::control
