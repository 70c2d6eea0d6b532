// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// How a destination behaved the last time.
enum class Standing {
    good,    // took a message, or answered for its recipients
    unknown, // never tried, or forgotten
    failing  // could not be reached, or did not let us in
};
BOOST_DESCRIBE_ENUM(Standing, good, unknown, failing)

/// A domain that mail goes to: counts only, forgotten after 30 days without mail.
struct Peer {
    std::string domain;
    Standing standing = Standing::unknown;
    std::int64_t delivered = 0;       // recipients
    std::int64_t deferred = 0;        // tries that failed for now, by recipient
    std::int64_t refused = 0;         // recipients whose message was returned to the sender
    std::int64_t latency_millis = 0;  // of a delivery, a running mean; 0 = none yet
    std::string channel;              // of the last success: https or smtp; empty = none yet
    std::int64_t last_success_at = 0; // 0 = never
    std::int64_t last_failure_at = 0; // 0 = never
    std::string last_error;           // of the last failure; stays after a success
    std::string explanation;          // of it: an id of explanation_list; empty = none
    std::int64_t held_until = 0;      // by a hold rule; 0 = none
    bool operator==(const Peer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Peer,
                      (),
                      (domain,
                       standing,
                       delivered,
                       deferred,
                       refused,
                       latency_millis,
                       channel,
                       last_success_at,
                       last_failure_at,
                       last_error,
                       explanation,
                       held_until))

/// peer_list: the domains that mail goes to, the latest seen first.
/// Errors: invalid (limit outside 1..1000).
struct PeerList {
    static constexpr std::string_view Method = "peer_list";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::int64_t limit = 100; // rows, 1..1000
        BOOST_DESCRIBE_CLASS(Params, (), (limit), (), ())
    };
    struct Reply {
        std::vector<Peer> peers;
        BOOST_DESCRIBE_CLASS(Reply, (), (peers), (), ())
    };
};

} // namespace roost::api
