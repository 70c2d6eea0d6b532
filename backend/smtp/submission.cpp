// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/submission.h"

#include "backend/core/live_settings.h"
#include "backend/net/seat.h"
#include "backend/smtp/submission_session.h"
#include "backend/smtp/turn_away.h"

namespace roost::smtp {

boost::asio::awaitable<void> serveSubmission(net::Connection peer, Services& services)
{
    const std::int64_t most = services.settings.get()->max_smtp_connections;
    const auto seat = net::Seat::take(services.counters.smtp_connections, services.networks,
                                      peer.origin(), net::connectionLimits(most));
    if (!seat) {
        co_await turnAway(peer);
        co_return;
    }
    SubmissionSession session(peer, services);
    co_await session.run();
}

} // namespace roost::smtp
