// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/app/protocols.h"
#include "backend/core/io_threads.h"
#include "backend/core/tasks.h"
#include "backend/net/listener.h"
#include "shared/api/overview.h"
#include "shared/base/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace roost::app {

/// Everything the relay listens on: each endpoint once per I/O thread. Changes go by difference:
/// what stays is never closed. Used by one thread at a time.
class ListenerSet {
public:
    /// Called on the I/O thread `thread` with each new connection.
    using Serve = std::function<void(std::size_t thread, Protocol, net::Connection)>;

    ListenerSet(core::IoThreads& threads, core::Tasks& tasks, Serve serve);

    /// Listens on exactly `wanted`: opens first, closes then. Errors: as net::probeAddress, with
    /// the setting in the way and what to do; what listened before still does.
    Result<> change(const std::vector<Endpoint>& wanted);

    /// Opens what can be opened of `wanted`; the rest is listed with its problem. For the start,
    /// where half a relay is better than none. Whether everything listens.
    bool openWhatWorks(const std::vector<Endpoint>& wanted);

    /// Closes what is not `wanted`; opens nothing.
    void closeOthers(const std::vector<Endpoint>& wanted);
    void closeAll();
    std::vector<api::Listener> list() const;

private:
    struct Open {
        Endpoint endpoint;
        std::vector<net::Listener> per_thread;
        std::string problem; // when it does not listen
    };
    Result<Open> open(const Endpoint& endpoint);
    void run(Open& opened);
    void close(Open& opened);
    bool listensOn(const Endpoint& endpoint) const;

    core::IoThreads& threads_;
    core::Tasks& tasks_;
    Serve serve_;
    std::vector<Open> open_;
};

} // namespace roost::app
