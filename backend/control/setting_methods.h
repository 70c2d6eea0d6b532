// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "shared/api/settings.h"

namespace roost::control {

class SettingChanger;

/// setting_list, setting_get, setting_set and setting_revert.
class SettingMethods {
public:
    SettingMethods(Methods& methods, Services& services, SettingChanger& changer);

private:
    boost::asio::awaitable<Result<api::SettingList::Reply>> list(api::SettingList::Params params);
    boost::asio::awaitable<Result<api::SettingGet::Reply>> get(api::SettingGet::Params params);
    boost::asio::awaitable<Result<api::SettingSet::Reply>> set(api::SettingSet::Params params,
                                                               Caller caller);
    boost::asio::awaitable<Result<api::SettingRevert::Reply>>
    revert(api::SettingRevert::Params params, Caller caller);

    Result<api::SettingChange> changeBefore(std::int64_t activity_id) const;

    Services& services_;
    SettingChanger& changer_;
};

} // namespace roost::control
