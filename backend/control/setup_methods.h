// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "shared/api/setup.h"

namespace roost::control {

class SettingChanger;

/// setup_status and setup_apply.
class SetupMethods {
public:
    SetupMethods(Methods& methods, Services& services, SettingChanger& changer);

private:
    boost::asio::awaitable<Result<api::SetupStatus::Reply>> status(api::SetupStatus::Params params);
    boost::asio::awaitable<Result<api::SetupApply::Reply>> apply(api::SetupApply::Params params,
                                                                 Caller caller);

    Services& services_;
    SettingChanger& changer_;
};

} // namespace roost::control
