// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/commands.h"
#include "backend/ctl/output.h"

#include <iomanip>
#include <ostream>
#include <sstream>
#include <vector>

namespace roost::ctl {

namespace {

std::string remark(const api::Setting& setting)
{
    if (setting.read_only) return "(chosen at setup)";
    if (setting.is_default) return {};
    return "(changed; default: " + setting.default_value + ")";
}

/// What may be set, in words; nothing where the help says it.
std::string allowed(const api::Setting& setting)
{
    if (setting.read_only) return "chosen at setup, never changed";
    if (setting.type == "flag") return "true or false";
    if (setting.type == "choice") {
        std::string list;
        for (const std::string& each : setting.choices) list += (list.empty() ? "" : ", ") + each;
        return list;
    }
    if (setting.type != "whole" && setting.type != "decimal" && setting.type != "octets") return {};
    std::ostringstream range;
    range << std::setprecision(15) << setting.minimum << " to " << setting.maximum;
    if (!setting.unit.empty()) range << " " << setting.unit;
    return range.str();
}

std::string shown(const std::string& value)
{
    return value.empty() ? "-" : printable(value);
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
    context.out << tableText(rows) << "\nWhat one of them does: roostctl setting explain KEY\n";
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

Result<> explainSetting(const Context& context, const std::string& name)
{
    api::SettingGet::Params params;
    params.name = name;
    const auto reply = context.call<api::SettingGet>(params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    const api::Setting& setting = reply->setting;
    context.out << setting.name << ": " << setting.help << "\n\n";
    std::vector<std::vector<std::string>> rows;
    rows.push_back({"Now", setting.secret ? "(secret)" : shown(setting.value)});
    rows.push_back({"Default", shown(setting.default_value)});
    if (const std::string may_be = allowed(setting); !may_be.empty())
        rows.push_back({"Allowed", may_be});
    context.out << tableText(rows);
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
