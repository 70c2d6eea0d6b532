// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/queue_store.h"

#include "backend/store/body_store.h"
#include "backend/store/db/database.h"
#include "backend/store/destination_store.h"
#include "backend/store/queue_rows.h"

#include <iterator>

namespace roost::store {
namespace {

constexpr std::size_t MaxErrorOctets = 500;

// How a row looks after a failed try: `attempts` is still the number before it. The shift ends at
// 20 to stay within the integer; `longest` is far below by then.
constexpr auto Deferred =
    "UPDATE queue SET attempts = attempts + 1, last_try_at = :at, last_error = :error,"
    " last_cause = :cause, next_try_at = min(queued_at + :lifetime,"
    " :at + min(:longest, :first << min(attempts, 20)))"
    " WHERE queued_at + :lifetime > :at";

void bindAttempt(db::Statement& update, const Attempt& attempt, const RetrySchedule& schedule)
{
    update.bind(":at", attempt.at)
        .bind(":error", std::string_view(attempt.error).substr(0, MaxErrorOctets))
        .bind(":cause", attempt.cause)
        .bind(":lifetime", schedule.lifetime_seconds)
        .bind(":longest", schedule.longest_seconds)
        .bind(":first", schedule.first_seconds);
}

} // namespace

QueueId QueueStore::add(const QueueRow& row)
{
    BodyStore(db_, changes_).addReference(row.body_id);
    const auto id =
        *db_.statement("INSERT INTO queue (body_id, sender, recipient, domain, octets, queued_at,"
                       " attempts, next_try_at, last_error)"
                       " VALUES (:body_id, :sender, :recipient, :domain, :octets, :queued_at,"
                       " :attempts, :next_try_at, :last_error) RETURNING id")
             .bind(":body_id", row.body_id)
             .bind(":sender", row.sender)
             .bind(":recipient", row.recipient)
             .bind(":domain", row.domain)
             .bind(":octets", row.octets)
             .bind(":queued_at", row.queued_at)
             .bind(":attempts", row.attempts)
             .bind(":next_try_at", row.next_try_at)
             .bind(":last_error", row.last_error)
             .first([](db::Row found) { return found.integer(0); });
    DestinationStore(db_, changes_).becomesDue(row.domain, row.next_try_at);
    return id;
}

// Ids ascend as rows are written, and the rows of one message are written in one go: ordered like
// this they stand side by side, and the index alone gives the order.
std::vector<QueueRow> QueueStore::due(std::string_view domain, UnixSeconds now, std::int64_t limit)
{
    return db_
        .statement(queue_rows::select("WHERE domain = :domain AND state = 0 AND next_try_at <= :now"
                                      " ORDER BY next_try_at, id LIMIT :limit"))
        .bind(":domain", domain)
        .bind(":now", now)
        .bind(":limit", limit)
        .all(queue_rows::read);
}

Result<UnixSeconds>
QueueStore::defer(QueueId id, const Attempt& attempt, const RetrySchedule& schedule)
{
    auto update =
        db_.statement(std::string(Deferred).append(" AND id = :id RETURNING next_try_at"));
    bindAttempt(update, attempt, schedule);
    update.bind(":id", id);
    const auto next = update.first([](db::Row row) { return row.integer(0); });
    if (!next && !find(id)) return Error(Code::not_found, "no such row in the queue");
    if (!next) return Error(Code::limit, "tried for as long as the queue keeps messages");
    changes_.queue = true;
    return *next;
}

/// The next waiting rows whose next_try_at is `which` (`<=` or `>`) now: what one step looks at.
std::vector<QueuePlace> QueueStore::placesAfter(std::string_view domain,
                                                QueuePlace from,
                                                std::string_view which,
                                                UnixSeconds now)
{
    return db_
        .statement(std::string("SELECT next_try_at, id FROM queue WHERE domain = :domain"
                               " AND state = 0 AND (next_try_at, id) > (:at, :id)"
                               " AND next_try_at ")
                       .append(which)
                       .append(" :now ORDER BY next_try_at, id LIMIT :limit"))
        .bind(":domain", domain)
        .bind(":at", from.next_try_at)
        .bind(":id", from.id)
        .bind(":now", now)
        .bind(":limit", QueueRowsPerStep)
        .all([](db::Row row) {
            return QueuePlace{row.integer(0), row.integer(1)};
        });
}

QueueStep QueueStore::deferDue(std::string_view domain,
                               const Attempt& attempt,
                               const RetrySchedule& schedule,
                               QueuePlace from)
{
    changes_.queue = true;
    const auto places = placesAfter(domain, from, "<=", attempt.at);
    QueueStep step;
    for (const QueuePlace& place : places) {
        auto update = db_.statement(std::string(Deferred).append(" AND id = :id"));
        bindAttempt(update, attempt, schedule);
        step.changed += update.bind(":id", place.id).run();
    }
    if (std::ssize(places) == QueueRowsPerStep) step.rest = places.back();
    return step;
}

QueueStep QueueStore::flush(std::string_view domain, UnixSeconds now, QueuePlace from)
{
    changes_.queue = true;
    const QueuePlace first{now, INT64_MAX};
    const auto places = placesAfter(domain, from.id == 0 ? first : from, ">", now);
    QueueStep step;
    for (const QueuePlace& place : places)
        step.changed +=
            db_.statement("UPDATE queue SET next_try_at = :now WHERE id = :id"
                          " AND last_cause NOT IN ('', 'refused', 'http_refused', 'too_large')")
                .bind(":now", now)
                .bind(":id", place.id)
                .run();
    if (std::ssize(places) == QueueRowsPerStep) step.rest = places.back();
    return step;
}

bool QueueStore::remove(QueueId id)
{
    changes_.queue = true;
    return db_.statement("DELETE FROM queue WHERE id = :id").bind(":id", id).run() == 1;
}

std::int64_t QueueStore::eraseDropped(UnixSeconds now, std::int64_t limit)
{
    const auto gone = db_.statement("SELECT id FROM queue WHERE state >= 2 AND erase_at <= :now"
                                    " ORDER BY erase_at LIMIT :limit")
                          .bind(":now", now)
                          .bind(":limit", limit)
                          .all([](db::Row row) { return row.integer(0); });
    for (const QueueId id : gone) remove(id);
    return static_cast<std::int64_t>(gone.size());
}

std::optional<UnixSeconds> QueueStore::nextEraseAt()
{
    return db_.statement("SELECT erase_at FROM queue WHERE state >= 2 ORDER BY erase_at LIMIT 1")
        .first([](db::Row row) { return row.integer(0); });
}

} // namespace roost::store
