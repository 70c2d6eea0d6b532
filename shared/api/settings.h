// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// One setting with everything a form needs. Values travel as text.
struct Setting {
    std::string name;
    std::string group; // heading it stands under
    std::string type;  // text, whole, decimal, flag, octets, choice, domain, addresses
    std::string unit;  // of numbers; may be empty
    double minimum = 0;
    double maximum = 0; // of numbers; of text, its length
    std::vector<std::string> choices;
    std::string help; // plain words
    std::string risk; // none, care, danger
    bool secret = false;
    bool read_only = false;
    std::string value; // in force; empty when secret
    std::string default_value;
    bool is_default = true;
    bool operator==(const Setting&) const = default;
};
BOOST_DESCRIBE_STRUCT(Setting,
                      (),
                      (name,
                       group,
                       type,
                       unit,
                       minimum,
                       maximum,
                       choices,
                       help,
                       risk,
                       secret,
                       read_only,
                       value,
                       default_value,
                       is_default))

/// setting_list: all settings, in the order a person reads them.
struct SettingList {
    static constexpr std::string_view Method = "setting_list";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::vector<Setting> settings;
        BOOST_DESCRIBE_CLASS(Reply, (), (settings), (), ())
    };
};

/// setting_get: one setting.
/// Errors: not_found.
struct SettingGet {
    static constexpr std::string_view Method = "setting_get";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::string name;
        BOOST_DESCRIBE_CLASS(Params, (), (name), (), ())
    };
    struct Reply {
        Setting setting;
        BOOST_DESCRIBE_CLASS(Reply, (), (setting), (), ())
    };
};

struct SettingChange {
    std::string name;
    std::string value; // sizes may be written 500M or 1G
    bool operator==(const SettingChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(SettingChange, (), (name, value))

/// setting_set: changes settings, all or none. The answer comes when they are on disk and in force.
/// Errors: not_found (no such setting), invalid (a value; nothing or over 100 changes), denied
/// (read_only), exists (a port or address is in use), unavailable (the disk).
struct SettingSet {
    static constexpr std::string_view Method = "setting_set";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::vector<SettingChange> changes; // 1..100
        BOOST_DESCRIBE_CLASS(Params, (), (changes), (), ())
    };
    struct Reply {
        std::vector<Setting> settings; // those named, as they are now
        BOOST_DESCRIBE_CLASS(Reply, (), (settings), (), ())
    };
};

/// setting_revert: undoes the change of an activity row, or sets a setting back to its default.
/// Errors: as setting_set; not_found (no such row, or it is no change of a setting), denied (the
/// setting is secret: its past is not kept).
struct SettingRevert {
    static constexpr std::string_view Method = "setting_revert";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::string name;                        // back to its default; or
        std::optional<std::int64_t> activity_id; // back to what it was before that change
        BOOST_DESCRIBE_CLASS(Params, (), (name, activity_id), (), ())
    };
    using Reply = SettingGet::Reply;
};

} // namespace roost::api
