// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/setting_methods.h"

#include "backend/control/setting_changer.h"
#include "backend/core/live_settings.h"
#include "backend/store/stores.h"
#include "shared/settings/schema.h"

#include <boost/describe/enum_to_string.hpp>

#include <limits>

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::size_t MaxChanges = 100;

/// The setting for a form; a secret's value stays here.
api::Setting shown(const settings::Spec& spec, const settings::Values& values)
{
    const std::string value = settings::textOf(values, spec.name);
    api::Setting setting;
    setting.name = spec.name;
    setting.group = spec.group;
    setting.type = boost::describe::enum_to_string(spec.type, "");
    setting.unit = spec.unit;
    setting.minimum = spec.minimum;
    setting.maximum = spec.maximum;
    setting.choices.assign(spec.choices.begin(), spec.choices.end());
    setting.help = spec.help;
    setting.risk = boost::describe::enum_to_string(spec.risk, "");
    setting.secret = spec.secret;
    setting.read_only = spec.read_only;
    setting.default_value = settings::textOf(settings::Values(), spec.name);
    setting.is_default = value == setting.default_value;
    if (!spec.secret) setting.value = value;
    return setting;
}

Error noSuchSetting(const std::string& name)
{
    return Error(Code::not_found, "there is no setting " + name.substr(0, 64));
}

} // namespace

SettingMethods::SettingMethods(Methods& methods, Services& services, SettingChanger& changer)
    : services_(services), changer_(changer)
{
    methods.add<api::SettingList>(this, &SettingMethods::list);
    methods.add<api::SettingGet>(this, &SettingMethods::get);
    methods.add<api::SettingSet>(this, &SettingMethods::set);
    methods.add<api::SettingRevert>(this, &SettingMethods::revert);
}

awaitable<Result<api::SettingList::Reply>> SettingMethods::list(api::SettingList::Params)
{
    const auto values = services_.settings.get();
    api::SettingList::Reply reply;
    for (const settings::Spec& spec : settings::schema())
        reply.settings.push_back(shown(spec, *values));
    co_return reply;
}

awaitable<Result<api::SettingGet::Reply>> SettingMethods::get(api::SettingGet::Params params)
{
    const settings::Spec* spec = settings::find(params.name);
    if (!spec) co_return noSuchSetting(params.name);
    api::SettingGet::Reply reply;
    reply.setting = shown(*spec, *services_.settings.get());
    co_return reply;
}

awaitable<Result<api::SettingSet::Reply>> SettingMethods::set(api::SettingSet::Params params,
                                                              Caller caller)
{
    if (params.changes.empty() || params.changes.size() > MaxChanges)
        co_return Error(Code::invalid, "params.changes: must be a list of 1 to 100 changes");
    SettingChanger::Author author(caller->who(), std::string(api::SettingSet::Method));
    const auto done = co_await changer_.change(params.changes, std::move(author));
    if (!done) co_return done.error();

    const auto values = services_.settings.get();
    api::SettingSet::Reply reply;
    for (const api::SettingChange& change : params.changes)
        reply.settings.push_back(shown(*settings::find(change.name), *values));
    co_return reply;
}

awaitable<Result<api::SettingRevert::Reply>>
SettingMethods::revert(api::SettingRevert::Params params, Caller caller)
{
    std::vector<api::SettingChange> changes(1);
    if (params.activity_id) {
        const auto found = changeBefore(*params.activity_id);
        if (!found) co_return found.error();
        changes[0] = *found;
    } else {
        if (!settings::find(params.name)) co_return noSuchSetting(params.name);
        changes[0].name = params.name;
        changes[0].value = settings::textOf(settings::Values(), params.name);
    }
    const std::string name = changes[0].name;
    SettingChanger::Author author(caller->who(), std::string(api::SettingRevert::Method));
    const auto done = co_await changer_.change(std::move(changes), std::move(author));
    if (!done) co_return done.error();

    api::SettingRevert::Reply reply;
    reply.setting = shown(*settings::find(name), *services_.settings.get());
    co_return reply;
}

/// What undoes the change of an activity row.
Result<api::SettingChange> SettingMethods::changeBefore(std::int64_t activity_id) const
{
    const Error unknown(Code::not_found, "params.activity_id: there is no such activity");
    if (activity_id < 1 || activity_id == std::numeric_limits<std::int64_t>::max()) return unknown;
    const auto rows = services_.reader.activity.list(activity_id + 1, 1);
    if (rows.empty() || rows[0].id != activity_id) return unknown;
    const settings::Spec* spec = settings::find(rows[0].subject);
    if (!spec) return Error(Code::not_found, "params.activity_id: no setting was changed then");
    if (spec->secret)
        return Error(Code::denied, rows[0].subject + " is secret: its past values are not kept");
    return api::SettingChange{rows[0].subject, rows[0].from};
}

} // namespace roost::control
