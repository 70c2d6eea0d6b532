// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/store/queue_store.h"
#include "backend/store/types.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/settings/values.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roost::store {
struct Stores;
}

namespace roost::delivery::remote {

/// One transaction with a destination, over and to be written down.
struct Settlement {
    std::vector<store::QueueRow> rows; // of one message and one domain
    Report report;                     // a result for each row
    std::string header;                // of the message, for a bounce
    std::chrono::milliseconds took{0};
    UnixSeconds now = 0;
    bool was_tried = true; // false: given up, or put back with others; no news of the destination
};

/// The other mail of a destination of which more rows have to be put back, or to become due, than
/// one job may change.
struct OtherMail {
    std::string domain;
    std::optional<store::Attempt> attempt; // null: they become due
    UnixSeconds now = 0;
    store::QueuePlace from;
};

/// What came of it, in recipients.
struct Settled {
    std::int64_t delivered = 0;
    std::int64_t deferred = 0;
    std::int64_t failed = 0;
    bool is_bounced = false;         // the sender was told of those that failed
    bool is_unreachable = false;     // the fault lies with the destination, not with the message
    std::optional<OtherMail> others; // what is left to do for the destination
};

/// Whether `cause` stands for the destination as a whole, so that its other mail fares no better.
bool isOfDestination(Cause cause);

/// What D38 says, from the settings.
store::RetrySchedule retrySchedule(const settings::Values& values);

/// Removes what was delivered, puts back what failed for now, and bounces what failed for good or
/// for too long, in one go (protocol.md D38 to D40); an unreachable destination puts back all its
/// mail, one that is reachable again makes due what waited for that. Runs as one job of the store
/// thread, which rolls all of it back when it is refused. Errors: unavailable.
Result<Settled>
settle(store::Stores& stores, const Settlement& settlement, const settings::Values& values);

/// One more job for what settle() left; null when all is done.
std::optional<OtherMail>
settleOthers(store::Stores& stores, OtherMail others, const settings::Values& values);

} // namespace roost::delivery::remote
