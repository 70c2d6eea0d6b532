// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// One change by an operator.
struct Activity {
    std::int64_t id = 0;
    std::int64_t at = 0; // Unix seconds, UTC
    std::string who;     // user name, such as root
    std::string what;    // method, such as setting_set
    std::string subject; // a setting, or an address for as long as undo lasts
    std::string from;    // before; empty for secrets
    std::string to;      // after; empty for secrets
    bool operator==(const Activity&) const = default;
};
BOOST_DESCRIBE_STRUCT(Activity, (), (id, at, who, what, subject, from, to))

/// activity_list: who changed what, newest first.
/// Errors: invalid (limit outside 1..1000).
struct ActivityList {
    static constexpr std::string_view Method = "activity_list";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::int64_t before = 0;  // rows with a smaller id; 0 = from the newest
        std::int64_t limit = 100; // rows, 1..1000
        BOOST_DESCRIBE_CLASS(Params, (), (before, limit), (), ())
    };
    struct Reply {
        std::vector<Activity> entries;
        BOOST_DESCRIBE_CLASS(Reply, (), (entries), (), ())
    };
};

} // namespace roost::api
