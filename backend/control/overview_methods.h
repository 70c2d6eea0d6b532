// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "shared/api/overview.h"

namespace roost::control {

class Statistics;

/// overview_get, and the snapshot of subscribe.
class OverviewMethods {
public:
    OverviewMethods(Methods& methods, Services& services, const Statistics& statistics);

    api::Overview overview() const;

private:
    boost::asio::awaitable<Result<api::OverviewGet::Reply>> get(api::OverviewGet::Params params);

    Services& services_;
    const Statistics& statistics_;
};

} // namespace roost::control
