// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"
#include "shared/api/stats.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// How the relay is, as a whole.
enum class RelayState {
    unconfigured, // waits for setup_apply
    starting,
    running,
    degraded, // runs, but some listener does not: see Listener::problem
    stopping
};
BOOST_DESCRIBE_ENUM(RelayState, unconfigured, starting, running, degraded, stopping)

/// One address and port the relay serves, or should.
struct Listener {
    std::string protocol; // imaps, imap, submissions, submission, https
    std::string address;  // IP address
    std::int64_t port = 0;
    std::string problem; // why it does not listen; empty: it does
    bool operator==(const Listener&) const = default;
};
BOOST_DESCRIBE_STRUCT(Listener, (), (protocol, address, port, problem))

/// Why the relay makes no new accounts just now. Who has one logs in as before.
struct RegistrationRefusal {
    std::string reason;  // load, memory, disk
    std::string setting; // whose value is passed: max_load_1m, min_available_memory, ...
    double measured = 0; // load average of a minute, or octets
    double limit = 0;    // the setting's value
    bool operator==(const RegistrationRefusal&) const = default;
};
BOOST_DESCRIBE_STRUCT(RegistrationRefusal, (), (reason, setting, measured, limit))

/// How everything stands.
struct Overview {
    std::string version;
    std::string domain; // empty: not set up
    bool configured = false;
    RelayState state = RelayState::unconfigured;
    std::int64_t started_at = 0; // Unix seconds, UTC
    std::int64_t uptime_seconds = 0;
    std::vector<Listener> listeners;
    Stats stats;
    std::string invite_link; // as invite_get gives it; empty: not set up
    std::optional<RegistrationRefusal> registration_refusal; // null: nothing is in the way
    std::int64_t registrations_refused = 0; // since the start, for reasons of that kind
    bool operator==(const Overview&) const = default;
};
BOOST_DESCRIBE_STRUCT(Overview,
                      (),
                      (version,
                       domain,
                       configured,
                       state,
                       started_at,
                       uptime_seconds,
                       listeners,
                       stats,
                       invite_link,
                       registration_refusal,
                       registrations_refused))

/// overview_get: how everything stands now.
struct OverviewGet {
    static constexpr std::string_view Method = "overview_get";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        Overview overview;
        BOOST_DESCRIBE_CLASS(Reply, (), (overview), (), ())
    };
};

} // namespace roost::api
