// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/overview_methods.h"

#include "backend/control/statistics.h"
#include "backend/core/live_settings.h"
#include "backend/invite/invite.h"

namespace roost::control {

using boost::asio::awaitable;

OverviewMethods::OverviewMethods(Methods& methods, Services& services, const Statistics& statistics)
    : services_(services), statistics_(statistics)
{
    methods.add<api::OverviewGet>(this, &OverviewMethods::get);
}

api::Overview OverviewMethods::overview() const
{
    const auto settings = services_.settings.get();
    api::Overview overview;
    overview.version = ROOST_VERSION;
    overview.domain = settings->mail_domain;
    overview.configured = !settings->mail_domain.empty();
    overview.state = services_.relay.state();
    overview.started_at = services_.relay.startedAt();
    overview.uptime_seconds = services_.clock.now() - overview.started_at;
    overview.listeners = services_.relay.listeners();
    overview.stats = statistics_.current();
    if (overview.configured) overview.invite_link = invite::inviteLink(*settings);
    return overview;
}

awaitable<Result<api::OverviewGet::Reply>> OverviewMethods::get(api::OverviewGet::Params)
{
    api::OverviewGet::Reply reply;
    reply.overview = overview();
    co_return reply;
}

} // namespace roost::control
