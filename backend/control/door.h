// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/client.h"
#include "backend/control/server.h"
#include "backend/control/session.h"
#include "backend/control/socket.h"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>

namespace roost::control {

/// Lets clients in: the socket, who may, and how many. The server's thread only.
class Door {
public:
    static constexpr std::size_t MaxConnections = 64;
    static constexpr std::size_t MaxConnectionsPerUser = 8; // root: MaxConnections

    Door(SessionServices services, ServerOptions options);
    ~Door();
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    /// Listens and begins to accept. Errors: as listenAt.
    Result<> open();
    /// Accepts no more, removes the socket and ends the connections.
    void close();

private:
    using Socket = boost::asio::local::stream_protocol::socket;

    class Place;

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serveOne(Socket socket, Caller client);
    void admit(Socket socket);
    Result<Caller> callerOf(int descriptor);

    SessionServices services_;
    ServerOptions options_;
    RoleRules rules_;
    std::optional<Acceptor> acceptor_;
    std::map<Client*, std::weak_ptr<Client>> clients_;
    std::map<uid_t, std::size_t> per_user_;
};

} // namespace roost::control
