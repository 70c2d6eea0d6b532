// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/submission.h"

#include "backend/core/live_settings.h"
#include "backend/smtp/seat.h"
#include "backend/smtp/submission_session.h"

namespace roost::smtp {

boost::asio::awaitable<void> serveSubmission(net::Connection peer, Services& services)
{
    const std::int64_t most = services.settings.get()->max_smtp_connections;
    const auto seat =
        Seat::take(services.counters.smtp_connections, services.networks, peer.origin(), most);
    if (!seat) {
        co_await refuse(peer);
        co_return;
    }
    SubmissionSession session(peer, services);
    co_await session.run();
}

} // namespace roost::smtp
