// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/submission.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/smtp/reply.h"
#include "backend/smtp/session.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace roost::smtp {
namespace {

constexpr std::int64_t NetworkShare = 5; // one network may have a fifth of the connections
constexpr auto RefusalLimit = std::chrono::seconds(10);

boost::asio::awaitable<void> refuse(net::Connection& peer)
{
    peer.expiresAfter(RefusalLimit);
    peer.queue(wire(Reply(421, "4.7.0 Error: too many connections"))); // RFC 5321 §3.8
    co_await peer.close();
}

} // namespace

boost::asio::awaitable<void> serveSubmission(net::Connection peer, Services& services)
{
    std::optional<core::Presence> presence(services.counters.smtp_connections);
    const std::int64_t most = services.settings.get()->max_smtp_connections;
    auto place =
        services.networks.enter(peer.origin(), std::max<std::int64_t>(1, most / NetworkShare));
    if (!place || services.counters.smtp_connections > most) {
        place.reset();
        presence.reset(); // while it is told, a refused client takes nobody's place
        co_await refuse(peer);
        co_return;
    }
    Session session(peer, services);
    co_await session.run();
}

} // namespace roost::smtp
