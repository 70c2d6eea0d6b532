// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"
#include "shared/base/result.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace roost::net {

/// Checks that nobody else listens there, by binding once without SO_REUSEPORT (with it a second
/// daemon would bind silently). Port 0 is always free.
/// Errors: exists (the address is in use), denied (a port below 1024 without the right), invalid.
Result<> probeAddress(const boost::asio::ip::tcp::endpoint& endpoint);

/// A listening TCP socket with SO_REUSEPORT: one per I/O thread and address. IPv6 listeners take
/// IPv6 peers only. Destroyed, it closes; its io_context must still exist then.
class Listener {
public:
    /// Errors: as probeAddress.
    static Result<Listener> open(boost::asio::any_io_executor executor,
                                 const boost::asio::ip::tcp::endpoint& endpoint);
    Listener(Listener&&) noexcept;
    Listener& operator=(Listener&&) noexcept;
    ~Listener();

    boost::asio::ip::tcp::endpoint endpoint() const;

    /// Accepts until close(); gives each connection to `serve` on the listener's executor. Running
    /// out of descriptors is logged and waited out, never fatal.
    boost::asio::awaitable<void> run(std::function<void(Connection)> serve);

    /// Stops accepting; peers already in the backlog are accepted and served first. Any thread:
    /// happens on the listener's executor.
    void close();

private:
    struct State;
    explicit Listener(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

} // namespace roost::net
