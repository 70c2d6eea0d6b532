// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/commands.h"
#include "backend/ctl/output.h"

#include <ostream>
#include <vector>

namespace roost::ctl {

namespace {

std::string remark(const api::Setting& setting)
{
    if (setting.read_only) return "(chosen at setup)";
    if (setting.is_default) return {};
    return "(changed; default: " + setting.default_value + ")";
}

} // namespace

Result<> listSettings(const Context& context)
{
    const auto reply = context.call<api::SettingList>({});
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    std::vector<std::vector<std::string>> rows;
    std::string group;
    for (const api::Setting& each : reply->settings) {
        if (each.group != group) {
            if (!group.empty()) rows.push_back({});
            rows.push_back({each.group});
            group = each.group;
        }
        const std::string value = each.secret ? "(secret)" : each.value;
        rows.push_back({"  " + each.name, value.empty() ? "-" : value, each.unit, remark(each)});
    }
    context.out << tableText(rows);
    return {};
}

Result<> showSetting(const Context& context, const std::string& name)
{
    api::SettingGet::Params params;
    params.name = name;
    const auto reply = context.call<api::SettingGet>(params);
    if (!reply) return reply.error();
    if (context.json)
        context.print(*reply);
    else
        context.out << printable(reply->setting.value) << "\n";
    return {};
}

Result<> changeSetting(const Context& context, const std::string& name, const std::string& value)
{
    api::SettingSet::Params params;
    params.changes.push_back({name, value});
    const auto reply = context.call<api::SettingSet>(params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    for (const api::Setting& each : reply->settings)
        context.out << each.name << " is now " << (each.secret ? "set" : printable(each.value))
                    << "\n";
    return {};
}

Result<> revertSetting(const Context& context, const api::SettingRevert::Params& params)
{
    const auto reply = context.call<api::SettingRevert>(params);
    if (!reply) return reply.error();
    const api::Setting& setting = reply->setting;
    if (context.json)
        context.print(*reply);
    else
        context.out << setting.name << " is now " << printable(setting.value) << "\n";
    return {};
}

} // namespace roost::ctl
