// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/setup_methods.h"

#include "backend/control/setting_changer.h"
#include "backend/core/live_settings.h"

namespace roost::control {

using boost::asio::awaitable;

SetupMethods::SetupMethods(Methods& methods, Services& services, SettingChanger& changer)
    : services_(services), changer_(changer)
{
    methods.add<api::SetupStatus>(this, &SetupMethods::status);
    methods.add<api::SetupApply>(this, &SetupMethods::apply);
}

awaitable<Result<api::SetupStatus::Reply>> SetupMethods::status(api::SetupStatus::Params)
{
    api::SetupStatus::Reply reply;
    reply.domain = services_.settings.get()->mail_domain;
    reply.configured = !reply.domain.empty();
    reply.state = services_.relay.state();
    co_return reply;
}

awaitable<Result<api::SetupApply::Reply>> SetupMethods::apply(api::SetupApply::Params params,
                                                              Caller caller)
{
    SettingChanger::Author author(caller->who(), std::string(api::SetupApply::Method));
    const auto done = co_await changer_.setUp(std::move(params), std::move(author));
    if (!done) co_return done.error();
    api::SetupApply::Reply reply;
    reply.listeners = services_.relay.listeners();
    co_return reply;
}

} // namespace roost::control
