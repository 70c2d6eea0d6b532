// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/activity.h"
#include "shared/api/stats.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace roost::api {

enum class EventKind {
    stats,            // each second, with `stats`
    users_changed,    // ask user_list again; at most once a second
    queue_changed,    // likewise
    settings_changed, // ask setting_list again
    setup_changed,    // ask overview_get again: set up, listeners, state, refusal
    activity_added,   // with `activity`
    gap               // events up to `number` were dropped: subscribe again
};
BOOST_DESCRIBE_ENUM(EventKind,
                    stats,
                    users_changed,
                    queue_changed,
                    settings_changed,
                    setup_changed,
                    activity_added,
                    gap)

/// The params of an `event` notification.
struct Event {
    static constexpr std::string_view Notification = "event";
    std::int64_t number = 0; // one more than the last, but after a gap
    EventKind kind = EventKind::stats;
    std::optional<Stats> stats;
    std::optional<Activity> activity;
    bool operator==(const Event&) const = default;
};
BOOST_DESCRIBE_STRUCT(Event, (), (number, kind, stats, activity))

} // namespace roost::api
