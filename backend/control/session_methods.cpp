// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/session_methods.h"

#include "backend/control/events.h"
#include "backend/control/overview_methods.h"
#include "backend/core/log.h"

namespace roost::control {

using boost::asio::awaitable;

SessionMethods::SessionMethods(Methods& methods, OverviewMethods& overview, Events& events)
    : overview_(overview), events_(events)
{
    methods.add<api::Hello>(this, &SessionMethods::hello);
    methods.add<api::Subscribe>(this, &SessionMethods::subscribe);
}

awaitable<Result<api::Hello::Reply>> SessionMethods::hello(api::Hello::Params params, Caller caller)
{
    const api::Role role = params.role.value_or(caller->role());
    if (role > caller->role()) co_return Error(Code::denied, "params.role: you are a viewer");
    caller->setRole(role);
    core::Log().debug("control client", {{"who", caller->who()}, {"program", params.client}});

    api::Hello::Reply reply;
    reply.api_major = api::Major;
    reply.api_minor = api::Minor;
    reply.version = ROOST_VERSION;
    reply.role = role;
    co_return reply;
}

// Nothing is awaited between the snapshot and its number, nor before the reply is queued: no event
// comes between.
awaitable<Result<api::Subscribe::Reply>> SessionMethods::subscribe(api::Subscribe::Params,
                                                                   Caller caller)
{
    api::Subscribe::Reply reply;
    reply.number = events_.lastNumber();
    reply.overview = overview_.overview();
    if (!caller->isSubscribed()) events_.join(caller);
    caller->subscribe();
    co_return reply;
}

} // namespace roost::control
