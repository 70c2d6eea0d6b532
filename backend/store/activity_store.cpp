// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/activity_store.h"

#include "backend/store/db/database.h"

#include <limits>

namespace roost::store {

std::int64_t ActivityStore::add(const ActivityRow& row)
{
    changes_.activity = true;
    return *db_.statement("INSERT INTO activity (at, who, what, subject, \"from\", \"to\")"
                          " VALUES (:at, :who, :what, :subject, :from, :to) RETURNING id")
                .bind(":at", row.at)
                .bind(":who", row.who)
                .bind(":what", row.what)
                .bind(":subject", row.subject)
                .bind(":from", row.from)
                .bind(":to", row.to)
                .first([](db::Row found) { return found.integer(0); });
}

void ActivityStore::remove(std::int64_t id)
{
    changes_.activity = true;
    db_.statement("DELETE FROM activity WHERE id = :id").bind(":id", id).run();
}

std::vector<ActivityRow> ActivityStore::list(std::int64_t before, std::int64_t limit)
{
    return db_
        .statement("SELECT id, at, who, what, subject, \"from\", \"to\" FROM activity"
                   " WHERE id < :before ORDER BY id DESC LIMIT :limit")
        .bind(":before", before > 0 ? before : std::numeric_limits<std::int64_t>::max())
        .bind(":limit", limit)
        .all([](db::Row row) {
            return ActivityRow{.id = row.integer(0),
                               .at = row.integer(1),
                               .who = row.text(2),
                               .what = row.text(3),
                               .subject = row.text(4),
                               .from = row.text(5),
                               .to = row.text(6)};
        });
}

void ActivityStore::forgetAddresses(UnixSeconds older_than)
{
    if (db_.statement("UPDATE activity SET subject = ''"
                      " WHERE at < :older_than AND instr(subject, '@') > 0")
            .bind(":older_than", older_than)
            .run()
        > 0)
        changes_.activity = true;
}

} // namespace roost::store
