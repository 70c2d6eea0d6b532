// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/turn_away.h"

#include "backend/smtp/reply.h"

#include <chrono>

namespace roost::smtp {
namespace {

constexpr auto RefusalLimit = std::chrono::seconds(10);

} // namespace

boost::asio::awaitable<void> turnAway(net::Connection& peer)
{
    peer.expiresAfter(RefusalLimit);
    peer.queue(wire(Reply(421, "4.7.0 Error: too many connections"))); // RFC 5321 §3.8
    co_await peer.close();
}

} // namespace roost::smtp
