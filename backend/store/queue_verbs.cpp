// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"
#include "backend/store/destination_store.h"
#include "backend/store/queue_store.h"

#include <set>

namespace roost::store {

/// Runs `update`, which ends in a condition, on what is selected, and lets the destinations know.
template <class Bind>
std::int64_t QueueStore::change(const QueueSelection& which, std::string_view update, Bind bind)
{
    const bool by_id = !which.ids.empty();
    const std::string text = std::string(update)
                             + (by_id ? " AND id = :id" : " AND domain = :domain")
                             + " RETURNING domain";
    std::set<std::string> domains;
    std::int64_t changed = 0;
    const auto note = [&](db::Row row) {
        domains.insert(row.text(0));
        ++changed;
    };
    const auto runWith = [&](const char* name, auto value) {
        auto statement = db_.statement(text);
        bind(statement);
        statement.bind(name, value).each(note);
    };
    if (by_id)
        for (const QueueId id : which.ids) runWith(":id", id);
    else
        runWith(":domain", std::string_view(which.domain));
    for (const std::string& domain : domains) DestinationStore(db_, changes_).reschedule(domain);
    if (changed > 0) changes_.queue = true;
    return changed;
}

std::int64_t QueueStore::retryNow(const QueueSelection& which, UnixSeconds now)
{
    return change(which, "UPDATE queue SET next_try_at = :now WHERE state = 0",
                  [&](db::Statement& update) { update.bind(":now", now); });
}

std::int64_t QueueStore::hold(const QueueSelection& which)
{
    return change(which, "UPDATE queue SET state = 1 WHERE state = 0", [](db::Statement&) {});
}

std::int64_t QueueStore::release(const QueueSelection& which, UnixSeconds now)
{
    return change(which, "UPDATE queue SET state = 0, next_try_at = :now WHERE state = 1",
                  [&](db::Statement& update) { update.bind(":now", now); });
}

std::int64_t QueueStore::drop(const QueueSelection& which, UnixSeconds erase_at)
{
    return change(which, "UPDATE queue SET state = state + 2, erase_at = :at WHERE state < 2",
                  [&](db::Statement& update) { update.bind(":at", erase_at); });
}

std::int64_t QueueStore::restore(const QueueSelection& which, UnixSeconds now)
{
    return change(which,
                  "UPDATE queue SET state = state - 2, erase_at = 0, next_try_at = :now"
                  " WHERE state >= 2",
                  [&](db::Statement& update) { update.bind(":now", now); });
}

} // namespace roost::store
