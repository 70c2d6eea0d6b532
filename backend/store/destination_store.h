// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// Of a hold rule without an end. Fits into every signed 53-bit number of JSON.
constexpr UnixSeconds HeldForever = 253'402'300'799; // the end of the year 9999

/// How a destination behaved the last time.
enum class Standing {
    good = 0,    // took a message, or answered for its recipients
    unknown = 1, // never tried, or forgotten
    failing = 2, // could not be reached, or did not let us in
    slow = 3,    // was silent while others waited: unknown, but with less haste
};

/// A domain that mail goes to: figures only, forgotten after 30 days without mail.
struct Peer {
    std::string domain;
    Standing standing = Standing::unknown;
    std::int64_t delivered = 0;      // recipients
    std::int64_t deferred = 0;       // tries that failed for now, by recipient
    std::int64_t refused = 0;        // recipients that were bounced
    std::int64_t latency_millis = 0; // of a successful delivery, a running mean; 0 = none yet
    std::string channel;             // of the last success: "https", "smtp", empty
    UnixSeconds last_success_at = 0; // 0 = never
    UnixSeconds last_failure_at = 0;
    std::string last_error; // of the last failure; stays after a success
    std::string last_cause; // a name of explanations::Cause
    UnixSeconds seen_at = 0;
    UnixSeconds held_until = 0; // hold rule; 0 = none
};

/// Mail for `domain` is left alone until then.
struct HoldRule {
    std::string domain;
    UnixSeconds until = HeldForever;
};

/// The result of one transaction with a destination.
struct Visit {
    UnixSeconds at = 0;
    Standing standing = Standing::good;
    std::int64_t delivered = 0, deferred = 0, refused = 0; // recipients
    std::int64_t latency_millis = 0;                       // counted when something was delivered
    std::string channel;
    std::string error, cause; // of a failure; empty: none
};

/// The domains that mail goes to: when each is due, how it behaved, and whether it is held.
class DestinationStore {
public:
    DestinationStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    // What the runner asks and reports.

    /// Destinations with that standing that have something due, longest waiting first; of the slow
    /// ones the latest, which came into a crowd by chance sooner than the crowd. Its cost does not
    /// grow with what is not due.
    std::vector<std::string> due(Standing standing, UnixSeconds now, std::int64_t limit);
    /// When the next of that standing becomes due after `now`.
    std::optional<UnixSeconds> nextDueAt(Standing standing, UnixSeconds now);
    /// A row of `domain` is due at `at`; called by QueueStore::add.
    void becomesDue(std::string_view domain, UnixSeconds at);
    /// Works out anew when it is due, from its rows and its hold rule.
    void reschedule(std::string_view domain);
    Standing standing(std::string_view domain);
    void setStanding(std::string_view domain, Standing standing);
    void visited(std::string_view domain, const Visit& visit);
    /// Recipients who were put back because of what others had met there.
    void countDeferred(std::string_view domain, std::int64_t recipients);
    /// Ends rules whose time is over; those destinations are due as their rows say.
    std::int64_t endHolds(UnixSeconds now, std::int64_t limit);
    std::optional<UnixSeconds> nextHoldEnd();
    /// Removes peers not seen for 30 days that have no mail and no rule.
    std::int64_t forgetOld(UnixSeconds now);

    // What an operator sees and does.

    /// Latest seen first.
    std::vector<Peer> peers(std::int64_t limit);
    std::optional<Peer> peer(std::string_view domain);
    std::vector<HoldRule> holdRules(std::int64_t limit); // by domain
    bool isHeld(std::string_view domain);
    /// A rule of the same domain is replaced. `domain`: lower case.
    void setHoldRule(const HoldRule& rule);
    bool removeHoldRule(std::string_view domain);

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
