// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/listener.h"

#include "backend/core/log.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

namespace roost::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto ShortageWait = std::chrono::milliseconds(100); // for somebody to leave
constexpr int MaxDrained = 4096; // peers taken from the backlog of a closing listener

constexpr int MaxInARow = 16; // peers, then the thread's connections have a turn

/// No peer, or none any more: no trouble of ours.
bool isPassing(error_code ec)
{
    return ec == asio::error::would_block || ec == asio::error::connection_aborted
           || ec == asio::error::operation_aborted;
}

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

Error bindError(const tcp::endpoint& endpoint, error_code ec)
{
    const std::string port = std::to_string(endpoint.port());
    const std::string detail =
        endpoint.address().to_string() + " port " + port + ": " + ec.message();
    if (ec == asio::error::address_in_use) return Error(Code::exists, detail);
    if (ec == asio::error::access_denied) return Error(Code::denied, detail);
    return Error(Code::invalid, detail);
}

error_code bindTo(tcp::acceptor& acceptor, const tcp::endpoint& endpoint, bool shared)
{
    error_code ec;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && shared) acceptor.set_option(ReusePort(true), ec);
    // [::] must not take 0.0.0.0's connections: each address is a listener of its own.
    if (!ec && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
    if (!ec) acceptor.bind(endpoint, ec);
    return ec;
}

} // namespace

Result<> probeAddress(const tcp::endpoint& endpoint)
{
    if (endpoint.port() == 0) return {};
    asio::io_context unused;
    tcp::acceptor acceptor(unused);
    const error_code ec = bindTo(acceptor, endpoint, false);
    if (ec) return bindError(endpoint, ec);
    return {};
}

struct Listener::State {
    explicit State(asio::any_io_executor executor) : acceptor(executor), pause(executor) {}

    tcp::acceptor acceptor;
    asio::steady_timer pause;
    bool closing = false;
    bool runs = false;

    static asio::awaitable<void> run(std::shared_ptr<State> state,
                                     std::function<void(Connection)> serve);

    /// Gives the peer away; a throw costs this peer alone.
    static void hand(const std::function<void(Connection)>& serve, tcp::socket peer)
    {
        try {
            serve(Connection(Connection::Socket(std::move(peer))));
        } catch (const std::exception& e) {
            core::Log().error("connection not served", {{"why", e.what()}});
        }
    }

    asio::awaitable<void> waitOutShortage(error_code ec)
    {
        core::Log().warn("connections wait", {{"why", ec.message()}});
        error_code ignored;
        pause.expires_after(ShortageWait);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }

    /// Peers the kernel has greeted for us already would be reset by a bare close.
    void drain(const std::function<void(Connection)>& serve)
    {
        error_code ec;
        acceptor.non_blocking(true, ec);
        for (int i = 0; i < MaxDrained && !ec; ++i) {
            tcp::socket peer = acceptor.accept(ec);
            if (!ec) hand(serve, std::move(peer));
        }
        acceptor.close(ec);
    }
};

Listener::Listener(std::shared_ptr<State> state) : state_(std::move(state)) {}

Listener::Listener(Listener&&) noexcept = default;

Listener& Listener::operator=(Listener&& other) noexcept
{
    if (this == &other) return *this;
    if (state_) close();
    state_ = std::move(other.state_);
    return *this;
}

Listener::~Listener()
{
    if (state_) close();
}

Result<Listener> Listener::open(asio::any_io_executor executor, const tcp::endpoint& endpoint)
{
    auto state = std::make_shared<State>(std::move(executor));
    error_code ec = bindTo(state->acceptor, endpoint, true);
    if (!ec) state->acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    if (ec) return bindError(endpoint, ec);
    return Listener(std::move(state));
}

tcp::endpoint Listener::endpoint() const
{
    error_code ignored;
    return state_->acceptor.local_endpoint(ignored);
}

/// The Listener may go before this begins.
asio::awaitable<void> Listener::State::run(std::shared_ptr<State> state,
                                           std::function<void(Connection)> serve)
{
    state->runs = true;
    error_code ec;
    state->acceptor.non_blocking(true, ec);
    int in_a_row = 0;
    while (!state->closing) {
        tcp::socket peer = state->acceptor.accept(ec);
        if (!ec)
            State::hand(serve, std::move(peer));
        else if (!isPassing(ec))
            co_await state->waitOutShortage(ec);
        if (ec != asio::error::would_block && ++in_a_row < MaxInARow) continue;
        in_a_row = 0;
        // Not async_accept, whose larger handlers Asio would hand on to the peers' sessions.
        auto readiness =
            state->acceptor.async_wait(tcp::acceptor::wait_read, asio::as_tuple(asio::deferred));
        co_await std::move(readiness);
    }
    state->drain(serve);
}

asio::awaitable<void> Listener::run(std::function<void(Connection)> serve)
{
    return State::run(state_, std::move(serve));
}

void Listener::close()
{
    asio::post(state_->acceptor.get_executor(), [state = state_] {
        error_code ignored;
        state->closing = true;
        state->pause.cancel();
        if (state->runs)
            state->acceptor.cancel(ignored);
        else
            state->acceptor.close(ignored);
    });
}

} // namespace roost::net
