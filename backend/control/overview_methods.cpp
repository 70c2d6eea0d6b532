// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/overview_methods.h"

#include "backend/accounts/accounts.h"
#include "backend/control/statistics.h"
#include "backend/core/live_settings.h"
#include "backend/invite/invite.h"

namespace roost::control {

using boost::asio::awaitable;

namespace {

std::optional<api::RegistrationRefusal> shown(const std::optional<accounts::SystemRefusal>& refusal)
{
    if (!refusal) return std::nullopt;
    return api::RegistrationRefusal{std::string(refusal->reason), std::string(refusal->setting),
                                    refusal->measured, refusal->limit};
}

} // namespace

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
    overview.registrations_refused = services_.accounts.registrationsRefused();
    if (!overview.configured) return overview;
    overview.invite_link = invite::inviteLink(*settings);
    overview.registration_refusal = shown(services_.accounts.registrationRefusal());
    return overview;
}

awaitable<Result<api::OverviewGet::Reply>> OverviewMethods::get(api::OverviewGet::Params)
{
    api::OverviewGet::Reply reply;
    reply.overview = overview();
    co_return reply;
}

} // namespace roost::control
