// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "shared/api/session.h"

namespace roost::control {

class Events;
class OverviewMethods;

/// hello and subscribe: what concerns the connection itself.
class SessionMethods {
public:
    SessionMethods(Methods& methods, OverviewMethods& overview, Events& events);

private:
    boost::asio::awaitable<Result<api::Hello::Reply>> hello(api::Hello::Params params,
                                                            Caller caller);
    boost::asio::awaitable<Result<api::Subscribe::Reply>> subscribe(api::Subscribe::Params params,
                                                                    Caller caller);

    OverviewMethods& overview_;
    Events& events_;
};

} // namespace roost::control
