// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "shared/api/activity.h"
#include "shared/api/dkim.h"
#include "shared/api/invite.h"
#include "shared/api/stats.h"

namespace roost::control {

class Statistics;

/// activity_list, stats_get, invite_get and dkim_get: plain questions.
class ReadingMethods {
public:
    ReadingMethods(Methods& methods, Services& services, const Statistics& statistics);

private:
    boost::asio::awaitable<Result<api::ActivityList::Reply>>
    activity(api::ActivityList::Params params);
    boost::asio::awaitable<Result<api::StatsGet::Reply>> stats(api::StatsGet::Params params);
    boost::asio::awaitable<Result<api::InviteGet::Reply>> invite(api::InviteGet::Params params);
    boost::asio::awaitable<Result<api::DkimGet::Reply>> dkim(api::DkimGet::Params params);

    Services& services_;
    const Statistics& statistics_;
};

} // namespace roost::control
