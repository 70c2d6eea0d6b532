// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/peer.h"
#include "backend/control/services.h"
#include "shared/base/result.h"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace roost::store {
struct Changes;
}

namespace roost::control {

class Methods;

struct ServerOptions {
    std::filesystem::path path;                           // of the socket
    std::function<Result<Peer>(int descriptor)> identify; // empty: the kernel's word (peer.h)
    std::optional<RoleRules> rules;                       // absent: the system's
};

/// The control socket: JSON-RPC 2.0, one object per line (shared/api/README.md). Everything runs on
/// the one thread of `executor`; only storeChanged may be called from others. Destroy it after the
/// tasks have ended.
class Server {
public:
    Server(boost::asio::any_io_executor executor, Services services, ServerOptions options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Makes the socket (mode 0666: the peer's credentials decide; folder 0755 when it is missing)
    /// and begins to serve and to count statistics. A socket nobody answers on is replaced.
    /// Errors: exists (another daemon serves there), invalid (the path is too long), denied and
    /// unavailable (the system refuses).
    Result<> start();

    /// Something was committed: for the store's observer. Any thread; cheap.
    void storeChanged(const store::Changes& changes);

    /// The state of the relay changed (a listener came or went): subscribers are told.
    void relayChanged();

    /// Stops accepting, removes the socket, ends the connections.
    void close();

    /// Where methods are registered; more may be added before start().
    Methods& methods();

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace roost::control
