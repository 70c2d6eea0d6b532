// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/reading_methods.h"

#include "backend/control/journal.h"
#include "backend/control/statistics.h"
#include "backend/core/live_settings.h"
#include "backend/invite/invite.h"
#include "backend/store/stores.h"
#include "backend/trust/dkim_signer.h"

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::int64_t MaxRows = 1000;

} // namespace

ReadingMethods::ReadingMethods(Methods& methods, Services& services, const Statistics& statistics)
    : services_(services), statistics_(statistics)
{
    methods.add<api::StatsGet>(this, &ReadingMethods::stats);
    methods.add<api::InviteGet>(this, &ReadingMethods::invite);
    methods.add<api::DkimGet>(this, &ReadingMethods::dkim);
    methods.add<api::ActivityList>(this, &ReadingMethods::activity);
}

awaitable<Result<api::ActivityList::Reply>>
ReadingMethods::activity(api::ActivityList::Params params)
{
    if (params.limit < 1 || params.limit > MaxRows)
        co_return Error(Code::invalid, "params.limit: must be from 1 to 1000");
    api::ActivityList::Reply reply;
    for (const auto& row : services_.reader.activity.list(params.before, params.limit))
        reply.entries.push_back(shown(row));
    co_return reply;
}

awaitable<Result<api::StatsGet::Reply>> ReadingMethods::stats(api::StatsGet::Params params)
{
    api::StatsGet::Reply reply;
    reply.step_seconds = params.step == api::StatsStep::second ? 1 : 60;
    reply.samples = statistics_.history(params.step);
    co_return reply;
}

awaitable<Result<api::InviteGet::Reply>> ReadingMethods::invite(api::InviteGet::Params)
{
    const auto settings = services_.settings.get();
    if (settings->mail_domain.empty())
        co_return Error(Code::unavailable,
                        "the relay is not set up yet: give it its domain with roostctl setup or "
                        "in the console");
    api::InviteGet::Reply reply;
    reply.link = invite::inviteLink(*settings);
    reply.for_one_person = reply.link.starts_with("dclogin:");
    reply.reachable_only_here = invite::isReachableOnlyHere(*settings);
    co_return reply;
}

awaitable<Result<api::DkimGet::Reply>> ReadingMethods::dkim(api::DkimGet::Params)
{
    const auto signer = services_.signer ? services_.signer() : nullptr;
    if (!signer)
        co_return Error(Code::unavailable,
                        "the relay signs nothing: it is not set up, or has an IP "
                        "address in place of a domain");
    api::DkimGet::Reply reply;
    reply.name = signer->recordName();
    reply.text = signer->record();
    reply.line = reply.name + ". 3600 IN TXT " + trust::zoneText(reply.text);
    co_return reply;
}

} // namespace roost::control
