// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <exception>
#include <utility>

namespace roost::test {

using Local = boost::asio::local::stream_protocol;

/// The server's side as a Connection, the client's as a bare socket.
struct Pair {
    explicit Pair(boost::asio::io_context& io)
        : client(io), server([this, &io] {
              Local::socket ours(io);
              boost::asio::local::connect_pair(client, ours);
              return net::Connection(std::move(ours));
          }())
    {
    }
    Local::socket client;
    net::Connection server;
};

/// 1 when what is sent over TCP does not wait for anything, 0 when it may.
inline int noDelay(const net::Connection& connection)
{
    int is_on = -1;
    socklen_t size = sizeof is_on;
    ::getsockopt(connection.nativeHandle(), IPPROTO_TCP, TCP_NODELAY, &is_on, &size);
    return is_on;
}

/// Runs until `task` ends, failing with what it throws. Deadlines that still run are not waited
/// for.
inline void runAll(boost::asio::io_context& io, boost::asio::awaitable<void> task)
{
    std::exception_ptr failure;
    boost::asio::co_spawn(io, std::move(task), [&](std::exception_ptr e) {
        failure = e;
        io.stop();
    });
    io.restart();
    io.run();
    if (failure) std::rethrow_exception(failure);
}

/// The error that `task` ends with.
inline boost::system::error_code errorOf(boost::asio::io_context& io,
                                         boost::asio::awaitable<void> task)
{
    try {
        runAll(io, std::move(task));
    } catch (const boost::system::system_error& e) {
        return e.code();
    }
    return {};
}

} // namespace roost::test
