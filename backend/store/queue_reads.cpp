// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"
#include "backend/store/queue_rows.h"
#include "backend/store/queue_store.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace roost::store {
namespace {

constexpr std::int64_t RowsRead = 5000; // of all groups together, besides one of each

QueueGroup readTotals(db::Row row)
{
    QueueGroup group;
    group.domain = row.text(0);
    group.cause = row.text(1);
    group.recipients = row.integer(2);
    group.messages = group.recipients;
    group.held = row.integer(3);
    group.octets = row.integer(4);
    group.held_until = row.integer(5);
    group.is_destination_failing = row.integer(6) == 2;
    return group;
}

std::optional<UnixSeconds> soonest(db::Database& db, const QueueGroup& group)
{
    return db
        .statement("SELECT next_try_at FROM queue INDEXED BY queue_soonest WHERE state = 0"
                   " AND domain = :domain AND last_cause = :cause ORDER BY next_try_at LIMIT 1")
        .bind(":domain", group.domain)
        .bind(":cause", group.cause)
        .first([](db::Row row) { return row.integer(0); });
}

/// What can be told of a group by its oldest row.
void readOldest(db::Database& db, QueueGroup& group)
{
    const auto rows =
        db.statement(queue_rows::select("INDEXED BY queue_reason WHERE state < 2"
                                        " AND domain = :domain AND last_cause = :cause"
                                        " ORDER BY id LIMIT 1"))
            .bind(":domain", group.domain)
            .bind(":cause", group.cause)
            .all(queue_rows::read);
    for (const QueueRow& row : rows) {
        group.attempts = row.attempts;
        group.oldest_at = row.queued_at;
        group.last_try_at = row.last_try_at;
        group.last_error = row.last_error;
    }
}

/// The same by all of its rows.
void readAll(db::Database& db, QueueGroup& group)
{
    std::set<BodyId> bodies;
    const auto add = [&](db::Row row) {
        bodies.insert(row.integer(0));
        group.attempts = std::max(group.attempts, row.integer(1));
        group.oldest_at = std::min(group.oldest_at, row.integer(2));
        if (row.integer(3) <= group.last_try_at) return;
        group.last_try_at = row.integer(3);
        group.last_error = row.text(4);
    };
    db.statement("SELECT body_id, attempts, queued_at, last_try_at, last_error FROM queue"
                 " INDEXED BY queue_reason WHERE state < 2 AND domain = :domain"
                 " AND last_cause = :cause")
        .bind(":domain", group.domain)
        .bind(":cause", group.cause)
        .each(add);
    group.messages = std::ssize(bodies);
}

} // namespace

std::vector<QueueGroup> QueueStore::groups(std::int64_t limit)
{
    auto groups = db_.statement("SELECT t.domain, t.cause, recipients, held, octets,"
                                " coalesce(held_until, 0), coalesce(standing, 1)"
                                " FROM queue_totals AS t LEFT JOIN destinations AS d"
                                " ON d.domain = t.domain"
                                " ORDER BY recipients DESC, t.domain, t.cause LIMIT :limit")
                      .bind(":limit", limit)
                      .all(readTotals);
    std::int64_t rows_left = RowsRead;
    for (QueueGroup& group : groups) {
        group.next_try_at = soonest(db_, group).value_or(0);
        readOldest(db_, group);
        if (group.recipients == 1 || group.recipients > rows_left) continue;
        rows_left -= group.recipients;
        readAll(db_, group);
    }
    return groups;
}

std::vector<QueueRow> QueueStore::rows(std::string_view domain,
                                       const std::optional<std::string>& cause,
                                       QueueId after,
                                       std::int64_t limit)
{
    // The planner cannot know which conditions are void: each has its own text.
    std::string where;
    if (!domain.empty()) where += cause ? "INDEXED BY queue_reason " : "INDEXED BY queue_place ";
    where += "WHERE state < 2 AND id > :after";
    if (!domain.empty()) where += " AND domain = :domain";
    if (cause) where += " AND last_cause = :cause";
    auto query = db_.statement(queue_rows::select(where + " ORDER BY id LIMIT :limit"));
    if (!domain.empty()) query.bind(":domain", domain);
    if (cause) query.bind(":cause", *cause);
    return query.bind(":after", after).bind(":limit", limit).all(queue_rows::read);
}

std::optional<QueueRow> QueueStore::find(QueueId id)
{
    return db_.statement(queue_rows::select("WHERE id = :id"))
        .bind(":id", id)
        .first(queue_rows::read);
}

std::vector<QueueRow> QueueStore::dropped(std::int64_t limit)
{
    return db_
        .statement(
            queue_rows::select("WHERE state >= 2 ORDER BY erase_at DESC, id DESC LIMIT :limit"))
        .bind(":limit", limit)
        .all(queue_rows::read);
}

std::vector<QueueRow> QueueStore::list(std::int64_t limit)
{
    return db_
        .statement(queue_rows::select("WHERE state < 2 ORDER BY next_try_at, id LIMIT :limit"))
        .bind(":limit", limit)
        .all(queue_rows::read);
}

std::int64_t QueueStore::count()
{
    return db_.integer("SELECT sum(recipients) FROM queue_totals");
}

} // namespace roost::store
