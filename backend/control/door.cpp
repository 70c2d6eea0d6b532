// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/door.h"

#include "backend/core/log.h"
#include "shared/json/rpc.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <chrono>
#include <utility>

namespace roost::control {

namespace asio = boost::asio;

namespace {

constexpr auto AcceptPause = std::chrono::milliseconds(100); // when out of descriptors

/// One line into a fresh socket, whose buffer is empty: it never waits.
void refuse(int descriptor, const Error& error)
{
    const auto line = json::errorLine(json::RpcError(json::Refused, error));
    core::Log().info("control client refused", {{"why", error.detail}});
    if (::send(descriptor, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        core::Log().debug("control client left");
}

} // namespace

/// What a client takes of our limits while it lives.
class Door::Place {
public:
    Place(Door& door, Caller client) : door_(door), client_(std::move(client))
    {
        door_.clients_.emplace(client_.get(), client_);
        ++door_.per_user_[client_->peer().user];
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place()
    {
        door_.clients_.erase(client_.get());
        const auto count = door_.per_user_.find(client_->peer().user);
        if (--count->second == 0) door_.per_user_.erase(count);
    }

private:
    Door& door_;
    Caller client_;
};

Door::Door(SessionServices services, ServerOptions options)
    : services_(std::move(services)),
      options_(std::move(options)),
      rules_(options_.rules ? *options_.rules : systemRoleRules())
{
    if (!options_.identify) options_.identify = peerOf;
}

Door::~Door()
{
    close();
}

Result<> Door::open()
{
    auto acceptor = listenAt(services_.executor, options_.path);
    if (!acceptor) return acceptor.error();
    acceptor_.emplace(std::move(*acceptor));
    services_.tasks.spawn(services_.executor, accept());
    return {};
}

void Door::close()
{
    if (!acceptor_ || !acceptor_->is_open()) return;
    boost::system::error_code ignored;
    acceptor_->close(ignored);
    std::error_code gone;
    std::filesystem::remove(options_.path, gone);
    for (const auto& [key, weak] : clients_)
        if (const auto client = weak.lock()) client->end();
}

asio::awaitable<void> Door::accept()
{
    asio::steady_timer pause(services_.executor);
    while (acceptor_->is_open()) {
        auto [why, socket] = co_await acceptor_->async_accept(asio::as_tuple(asio::use_awaitable));
        if (!why) {
            admit(std::move(socket));
        } else if (acceptor_->is_open()) {
            core::Log().warn("control connection not accepted", {{"why", why.message()}});
            pause.expires_after(AcceptPause);
            co_await pause.async_wait(asio::use_awaitable);
        }
    }
}

void Door::admit(Socket socket)
{
    const auto client = callerOf(socket.native_handle());
    if (!client) return refuse(socket.native_handle(), client.error());
    services_.tasks.spawn(services_.executor, serveOne(std::move(socket), *client));
}

Result<Caller> Door::callerOf(int descriptor)
{
    auto peer = options_.identify(descriptor);
    if (!peer) return peer.error();
    const auto role = roleOf(*peer, rules_);
    if (!role)
        return Error(Code::denied,
                     "user " + peer->name
                         + " may not use this relay: join group roost-admin or roost-viewers");
    const auto count = per_user_.find(peer->user);
    const std::size_t open = count == per_user_.end() ? 0 : count->second;
    if (clients_.size() >= MaxConnections || (peer->user != 0 && open >= MaxConnectionsPerUser))
        return Error(Code::limit, "too many control connections are open");
    return std::make_shared<Client>(services_.executor, std::move(*peer), *role);
}

asio::awaitable<void> Door::serveOne(Socket socket, Caller client)
{
    const Place place(*this, client);
    co_await serve(net::Connection(net::Connection::Socket(std::move(socket))), client, services_);
}

} // namespace roost::control
