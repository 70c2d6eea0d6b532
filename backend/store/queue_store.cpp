// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/queue_store.h"

#include "backend/store/body_store.h"
#include "backend/store/db/database.h"

namespace roost::store {
namespace {

QueueRow queueRow(db::Row row)
{
    return {.id = row.integer(0),
            .body_id = row.integer(1),
            .sender = row.text(2),
            .recipient = row.text(3),
            .domain = row.text(4),
            .queued_at = row.integer(5),
            .attempts = row.integer(6),
            .next_try_at = row.integer(7),
            .last_error = row.text(8)};
}

} // namespace

QueueId QueueStore::add(const QueueRow& row)
{
    BodyStore(db_, changes_).addReference(row.body_id);
    changes_.queue = true;
    return *db_.statement("INSERT INTO queue (body_id, sender, recipient, domain, queued_at,"
                          " attempts, next_try_at, last_error)"
                          " VALUES (:body_id, :sender, :recipient, :domain, :queued_at,"
                          " :attempts, :next_try_at, :last_error) RETURNING id")
                .bind(":body_id", row.body_id)
                .bind(":sender", row.sender)
                .bind(":recipient", row.recipient)
                .bind(":domain", row.domain)
                .bind(":queued_at", row.queued_at)
                .bind(":attempts", row.attempts)
                .bind(":next_try_at", row.next_try_at)
                .bind(":last_error", row.last_error)
                .first([](db::Row found) { return found.integer(0); });
}

std::vector<QueueRow> QueueStore::list(std::int64_t limit)
{
    return db_
        .statement("SELECT id, body_id, sender, recipient, domain, queued_at, attempts,"
                   " next_try_at, last_error FROM queue ORDER BY next_try_at LIMIT :limit")
        .bind(":limit", limit)
        .all(queueRow);
}

std::int64_t QueueStore::count()
{
    return db_.integer("SELECT count(*) FROM queue");
}

} // namespace roost::store
