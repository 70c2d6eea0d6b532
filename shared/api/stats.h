// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace roost::api {

/// The numbers of this moment. `messages_*` and `logins*` count since the daemon started.
struct Stats {
    std::int64_t at = 0;                  // Unix seconds, UTC
    std::int64_t messages_per_minute = 0; // accepted in the last 60 seconds
    std::int64_t messages_accepted = 0;
    std::int64_t messages_delivered = 0;
    std::int64_t messages_rejected = 0;
    std::int64_t unencrypted_rejected = 0; // those of them that were not encrypted
    std::int64_t messages_from_others = 0; // of those accepted: from other servers
    std::int64_t messages_replayed = 0;    // copies of these that were not stored again
    std::int64_t unknown_recipients = 0;   // that other servers asked for
    std::int64_t dkim_passed = 0;          // messages of other servers by their signature
    std::int64_t dkim_failed = 0;
    std::int64_t dkim_unknown = 0; // the name system did not answer
    std::int64_t bounces = 0;
    std::int64_t logins = 0;
    std::int64_t logins_failed = 0;
    std::int64_t accounts_created = 0;
    std::int64_t imap_connections = 0;  // open now
    std::int64_t imap_clients = 0;      // logged in now
    std::int64_t smtp_connections = 0;  // of users, open now
    std::int64_t relay_connections = 0; // of other servers, open now
    std::int64_t http_connections = 0;  // open now
    std::int64_t accounts = 0;
    std::int64_t queue_length = 0; // messages waiting for other servers
    std::int64_t store_octets = 0; // on disk
    bool operator==(const Stats&) const = default;
};
BOOST_DESCRIBE_STRUCT(Stats,
                      (),
                      (at,
                       messages_per_minute,
                       messages_accepted,
                       messages_delivered,
                       messages_rejected,
                       unencrypted_rejected,
                       messages_from_others,
                       messages_replayed,
                       unknown_recipients,
                       dkim_passed,
                       dkim_failed,
                       dkim_unknown,
                       bounces,
                       logins,
                       logins_failed,
                       accounts_created,
                       imap_connections,
                       imap_clients,
                       smtp_connections,
                       relay_connections,
                       http_connections,
                       accounts,
                       queue_length,
                       store_octets))

/// One point of a chart: what happened in the step that ended at `at`, and what was so then.
struct StatsSample {
    std::int64_t at = 0;       // Unix seconds, UTC
    std::int64_t accepted = 0; // messages
    std::int64_t delivered = 0;
    std::int64_t rejected = 0;
    std::int64_t logins = 0;
    std::int64_t logins_failed = 0;
    std::int64_t imap_clients = 0; // at `at`
    std::int64_t queue_length = 0;
    std::int64_t store_octets = 0;
    bool operator==(const StatsSample&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatsSample,
                      (),
                      (at,
                       accepted,
                       delivered,
                       rejected,
                       logins,
                       logins_failed,
                       imap_clients,
                       queue_length,
                       store_octets))

enum class StatsStep { second, minute };
BOOST_DESCRIBE_ENUM(StatsStep, second, minute)

/// stats_get: the past, oldest first: 10 minutes by the second or 24 hours by the minute, less
/// after a start.
struct StatsGet {
    static constexpr std::string_view Method = "stats_get";
    static constexpr Role Least = Role::viewer;
    struct Params {
        StatsStep step = StatsStep::second;
        BOOST_DESCRIBE_CLASS(Params, (), (step), (), ())
    };
    struct Reply {
        std::int64_t step_seconds = 1;
        std::vector<StatsSample> samples;
        BOOST_DESCRIBE_CLASS(Reply, (), (step_seconds, samples), (), ())
    };
};

} // namespace roost::api
