// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>

namespace roost::core {
class LiveSettings;
}

namespace roost::http {

/// The time for one request and its answer. Its end wakes the reader, so that a slow client is
/// told; the connection's own deadline is for those who do not even listen. The connection is
/// shared with the timer's handler by weak_ptr alone, so that a late tick finds nothing.
class RequestTime {
public:
    RequestTime(const std::shared_ptr<net::Connection>& peer,
                const boost::asio::any_io_executor& executor,
                core::LiveSettings& settings)
        : peer_(peer), timer_(executor), settings_(settings)
    {
    }
    /// It begins, once more.
    void start();
    /// All has been read: the client waits for us, at most `limit`.
    void wait(std::chrono::seconds limit);

private:
    std::shared_ptr<net::Connection> peer_;
    boost::asio::steady_timer timer_;
    core::LiveSettings& settings_;
};

} // namespace roost::http
