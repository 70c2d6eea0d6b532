// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/server.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/http/mail_receiver.h"
#include "backend/http/request_reader.h"
#include "backend/http/request_time.h"
#include "backend/http/routes.h"
#include "backend/net/seat.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>

namespace roost::http {

using boost::asio::awaitable;

namespace {

constexpr int MaxRequests = 1000; // on one connection; then the client connects again
constexpr std::size_t MaxQueuedOctets = 65536;
constexpr auto RefusalLimit = std::chrono::seconds(3); // to hear that there is no seat

/// Of a last answer.
Framing framingFor(const Services& services)
{
    Framing framing;
    framing.is_trusted = services.settings.get()->tls_mode != "self-signed";
    return framing;
}

/// Tells a client for which there is no seat, once it has asked: by an answer to nothing many are
/// confused.
awaitable<void> turnAway(net::Connection& peer, const Services& services)
{
    peer.expiresAfter(RefusalLimit);
    (void)co_await peer.peek();
    peer.queue(wire(statusPage(503), framingFor(services)));
    co_await peer.close();
}

/// One client: its requests one after another.
class Session {
public:
    Session(net::Connection peer, Services& services, boost::asio::any_io_executor executor)
        : peer_(std::make_shared<net::Connection>(std::move(peer))),
          reader_(*peer_),
          time_(peer_, std::move(executor), services.settings),
          services_(services)
    {
    }

    awaitable<void> run();

private:
    awaitable<void> send(const Answer& answer, bool keep_alive, bool head);
    awaitable<bool> answer(const Arrival& arrival, bool may_go_on);
    awaitable<bool> receiveMail(bool may_go_on);

    std::shared_ptr<net::Connection> peer_;
    RequestReader reader_;
    RequestTime time_;
    Services& services_;
};

awaitable<void> Session::run()
{
    bool open = true;
    for (int requests = 1; open; ++requests) {
        time_.start();
        const Arrival arrival = co_await reader_.next();
        open = co_await answer(arrival, requests < MaxRequests);
        // A page may take a millisecond to make: others are served between two of one client.
        if (!peer_->inputEmpty()) co_await boost::asio::post(boost::asio::use_awaitable);
    }
    co_await peer_->close();
}

/// Whether the connection goes on.
awaitable<bool> Session::answer(const Arrival& arrival, bool may_go_on)
{
    if (arrival.kind == Arrival::Kind::end) co_return false;
    if (arrival.kind == Arrival::Kind::fault) {
        const Answer fault = statusPage(static_cast<unsigned>(arrival.fault));
        co_await send(fault, false, false);
        co_return false;
    }
    if (arrival.kind == Arrival::Kind::mail) co_return co_await receiveMail(may_go_on);
    const Request& request = arrival.request;
    const std::string_view method(request.method_string().data(), request.method_string().size());
    const std::string_view target(request.target().data(), request.target().size());
    const bool head = method == "HEAD";

    const Query query{head ? "GET" : method, target.substr(0, target.find('?')),
                      peer_->origin().network};
    const auto values = services_.settings.get();
    const Answer page = answerTo(query, World{*values, services_.get_new_rate});
    const bool keep_alive = may_go_on && request.keep_alive();
    co_await send(page, keep_alive, head);
    co_return keep_alive;
}

awaitable<bool> Session::receiveMail(bool may_go_on)
{
    if (!services_.mail) {
        const Answer none = statusPage(404);
        co_await send(none, false, false);
        co_return false;
    }
    MailReceiver receiver(*peer_, *services_.mail, reader_, time_);
    const Answer page = co_await receiver.run();
    const bool keep_alive = may_go_on && receiver.canGoOn();
    co_await send(page, keep_alive, false);
    co_return keep_alive;
}

awaitable<void> Session::send(const Answer& answer, bool keep_alive, bool head)
{
    Framing framing = framingFor(services_);
    framing.keep_alive = keep_alive;
    framing.head = head;
    const std::string octets = wire(answer, framing);
    peer_->queue(octets);
    // Pipelined answers leave together, as far as they fit.
    if (!keep_alive || peer_->inputEmpty() || peer_->queuedOctets() > MaxQueuedOctets)
        co_await peer_->flush();
}

} // namespace

awaitable<void> serve(net::Connection peer, Services& services)
{
    const std::int64_t most = services.settings.get()->max_http_connections;
    const auto seat = net::Seat::take(services.counters.http_connections, services.networks,
                                      peer.origin(), net::connectionLimits(most));
    try {
        if (!seat) {
            co_await turnAway(peer, services);
            co_return;
        }
        Session session(std::move(peer), services, co_await boost::asio::this_coro::executor);
        co_await session.run();
    } catch (const boost::system::system_error&) { // NOLINT(bugprone-empty-catch)
        // The client has gone or was too slow: an ordinary end, and nothing of it is logged.
    }
}

} // namespace roost::http
