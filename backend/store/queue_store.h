// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// When a message that failed is tried again: after `first`, then twice as long each time, up to
/// `longest`; once more when `lifetime` ends, and then no more (protocol.md D38).
struct RetrySchedule {
    std::int64_t first_seconds = 300;
    std::int64_t longest_seconds = 4000;
    std::int64_t lifetime_seconds = 172'800;
};

/// A try that failed for now.
struct Attempt {
    UnixSeconds at = 0;
    std::string error; // what QueueRow::last_error shall be; cut at 500 octets
    std::string cause; // a name of explanations::Cause
};

/// What an operator's verb is about: these rows, or when there are none those of `domain` from
/// `first` to `last`.
struct QueueSelection {
    std::vector<QueueId> ids;
    std::string domain;
    QueueId first = 0;
    QueueId last = INT64_MAX;
    bool isEmpty() const { return ids.empty() && domain.empty(); }
};

/// Many rows are changed in steps, so that others write in between: at most so many rows.
constexpr std::int64_t QueueRowsPerStep = 500;

/// How far such steps have come.
struct QueuePlace {
    UnixSeconds next_try_at = 0;
    QueueId id = 0;
};

struct QueueStep {
    std::int64_t changed = 0;
    std::optional<QueuePlace> rest; // where to go on; null: all is done
};

/// What waits for one destination for one reason.
struct QueueGroup {
    std::string domain;
    std::string cause;         // QueueRow::last_cause
    std::string last_error;    // of the row tried last, or of the oldest
    std::int64_t messages = 0; // where these are too many to be read: the recipients
    std::int64_t recipients = 0;
    std::int64_t held = 0; // of the recipients
    std::int64_t octets = 0;
    std::int64_t attempts = 0;           // of the row tried most often, or of the oldest
    UnixSeconds oldest_at = 0;           // queued
    UnixSeconds next_try_at = 0;         // the soonest; 0: all are held
    UnixSeconds last_try_at = 0;         // 0 = never
    UnixSeconds held_until = 0;          // the hold rule of the destination; 0: none, HeldForever
    bool is_destination_failing = false; // none of its messages got through at the last try
};

/// Messages that wait for another relay, a row per recipient. The verbs wake the runner through
/// Changes.queue. What an operator drops stays for a while, unseen by all but dropped().
class QueueStore {
public:
    QueueStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    /// The body gets one more reference; its destination becomes due with the row. `row.id` is
    /// ignored.
    QueueId add(const QueueRow& row);

    // What the runner asks and reports.

    /// Rows of `domain` that may be tried now, the recipients of one message side by side. Its cost
    /// does not grow with rows that are not due. A hold rule is the destination's affair.
    std::vector<QueueRow> due(std::string_view domain, UnixSeconds now, std::int64_t limit);
    /// Puts a row back after a failed try; when it is due next. A held or dropped one stays so.
    /// Errors: not_found (it is gone), limit (its lifetime is over: to be bounced); the row is
    /// untouched then.
    Result<UnixSeconds> defer(QueueId id, const Attempt& attempt, const RetrySchedule& schedule);
    /// The destination as a whole cannot be reached: defers the rows of it that are due and whose
    /// lifetime is not over. One step.
    QueueStep deferDue(std::string_view domain,
                       const Attempt& attempt,
                       const RetrySchedule& schedule,
                       QueuePlace from = {});
    /// The destination can be reached again: what failed for no fault of its own is due now. One
    /// step.
    QueueStep flush(std::string_view domain, UnixSeconds now, QueuePlace from = {});
    /// Delivered or bounced. False: it was gone already.
    bool remove(QueueId id);
    /// Removes dropped rows whose time to be restored has ended, at most `limit`.
    std::int64_t eraseDropped(UnixSeconds now, std::int64_t limit);
    /// When the next dropped row is to be erased.
    std::optional<UnixSeconds> nextEraseAt();

    // What an operator sees. Without rows that are dropped, unless it says so.

    /// By destination and reason, most recipients first. Of a long queue it reads sums, and no more
    /// than some thousand rows.
    std::vector<QueueGroup> groups(std::int64_t limit);
    /// The rows of `domain` (empty: of all) after row `after`, ascending by id. With `cause` only
    /// those whose last_cause it is.
    std::vector<QueueRow> rows(std::string_view domain,
                               const std::optional<std::string>& cause,
                               QueueId after,
                               std::int64_t limit);
    std::optional<QueueRow> find(QueueId id); // also a dropped one
    /// What can be restored, the latest to be dropped first.
    std::vector<QueueRow> dropped(std::int64_t limit);
    /// Soonest next_try_at first.
    std::vector<QueueRow> list(std::int64_t limit);
    std::int64_t count();

    // What an operator does; each returns how many rows it changed. A selection may hold rows to
    // which a verb does not apply: they stay as they are. It should be a part of takePart().

    /// The next rows of `rest`, which is left without them; `of_dropped`: for restore(). What comes
    /// into the queue after the first part was taken belongs to none.
    QueueSelection takePart(QueueSelection& rest, bool of_dropped = false);
    std::int64_t retryNow(const QueueSelection& which, UnixSeconds now); // of waiting ones
    std::int64_t hold(const QueueSelection& which);                      // of waiting ones
    std::int64_t release(const QueueSelection& which, UnixSeconds now);  // of held ones: due now
    /// Nobody is told. Until `erase_at` restore() brings it back.
    std::int64_t drop(const QueueSelection& which, UnixSeconds erase_at);
    /// Dropped ones wait again, or are held when they were; a whole domain works too.
    std::int64_t restore(const QueueSelection& which, UnixSeconds now);

private:
    struct Update;
    template <class Bind>
    std::int64_t change(const QueueSelection& which, const Update& update, Bind bind);
    std::vector<QueuePlace>
    placesAfter(std::string_view domain, QueuePlace from, std::string_view which, UnixSeconds now);

    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
