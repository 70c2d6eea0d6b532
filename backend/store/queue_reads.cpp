// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"
#include "backend/store/queue_rows.h"
#include "backend/store/queue_store.h"

namespace roost::store {
namespace {

QueueGroup readGroup(db::Row row)
{
    QueueGroup group;
    group.domain = row.text(0);
    group.cause = row.text(1);
    group.messages = row.integer(2);
    group.recipients = row.integer(3);
    group.held = row.integer(4);
    group.octets = row.integer(5);
    group.attempts = row.integer(6);
    group.oldest_at = row.integer(7);
    group.next_try_at = row.integer(8);
    group.last_try_at = row.integer(9);
    group.held_until = row.integer(10);
    group.is_destination_failing = row.integer(11) == 2;
    return group;
}

} // namespace

std::vector<QueueGroup> QueueStore::groups(std::int64_t limit)
{
    auto groups =
        db_.statement("SELECT q.domain, q.last_cause, count(DISTINCT body_id), count(*),"
                      " sum(state = 1), sum(octets), max(attempts), min(queued_at),"
                      " coalesce(min(CASE state WHEN 0 THEN next_try_at END), 0),"
                      " max(last_try_at), coalesce(max(held_until), 0), max(standing)"
                      " FROM queue AS q LEFT JOIN destinations AS d ON d.domain = q.domain"
                      " WHERE state < 2 GROUP BY q.domain, q.last_cause"
                      " ORDER BY count(*) DESC, q.domain, q.last_cause LIMIT :limit")
            .bind(":limit", limit)
            .all(readGroup);
    for (QueueGroup& group : groups)
        group.last_error = *db_.statement("SELECT last_error FROM queue WHERE domain = :domain"
                                          " AND state < 2 AND last_cause = :cause"
                                          " ORDER BY last_try_at DESC LIMIT 1")
                                .bind(":domain", group.domain)
                                .bind(":cause", group.cause)
                                .first([](db::Row row) { return row.text(0); });
    return groups;
}

std::vector<QueueRow> QueueStore::rows(std::string_view domain,
                                       const std::optional<std::string>& cause,
                                       QueueId after,
                                       std::int64_t limit)
{
    // The planner cannot know which conditions are void: each has its own text.
    std::string where = "WHERE state < 2 AND id > :after";
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
    return db_.statement(queue_rows::select("WHERE state < 2 ORDER BY next_try_at LIMIT :limit"))
        .bind(":limit", limit)
        .all(queue_rows::read);
}

std::int64_t QueueStore::count()
{
    return db_.integer("SELECT count(*) FROM queue WHERE state < 2");
}

} // namespace roost::store
