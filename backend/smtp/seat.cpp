// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/seat.h"

#include "backend/smtp/reply.h"

#include <algorithm>
#include <chrono>

namespace roost::smtp {
namespace {

constexpr std::int64_t NetworkShare = 5; // one network may have a fifth of the connections
constexpr auto RefusalLimit = std::chrono::seconds(10);

} // namespace

std::optional<Seat> Seat::take(std::atomic<std::int64_t>& open,
                               net::NetworkCounts& networks,
                               const net::Origin& origin,
                               std::int64_t most)
{
    core::Presence presence(open);
    auto place = networks.enter(origin, std::max<std::int64_t>(1, most / NetworkShare));
    // While it is told, a refused peer takes nobody's place.
    if (!place || open > most) return std::nullopt;
    return Seat(std::move(presence), std::move(*place));
}

boost::asio::awaitable<void> refuse(net::Connection& peer)
{
    peer.expiresAfter(RefusalLimit);
    peer.queue(wire(Reply(421, "4.7.0 Error: too many connections"))); // RFC 5321 §3.8
    co_await peer.close();
}

} // namespace roost::smtp
