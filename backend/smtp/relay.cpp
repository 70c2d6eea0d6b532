// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/relay.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/delivery/intake/incoming_services.h"
#include "backend/net/seat.h"
#include "backend/smtp/relay_session.h"
#include "backend/smtp/turn_away.h"

namespace roost::smtp {

boost::asio::awaitable<void> serveRelay(net::Connection peer, RelayServices& services)
{
    const std::int64_t most = services.incoming.settings.get()->max_smtp_connections;
    const auto seat =
        net::Seat::take(services.incoming.counters.relay_connections, services.networks,
                        peer.origin(), net::connectionLimits(most));
    if (!seat) {
        co_await turnAway(peer);
        co_return;
    }
    RelaySession session(peer, services);
    co_await session.run();
}

} // namespace roost::smtp
