// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"
#include "backend/store/destination_store.h"
#include "backend/store/queue_store.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace roost::store {

/// A verb: which rows it fits, and what becomes of them.
struct QueueStore::Update {
    std::string_view set;
    std::string_view condition;
    bool of_dropped = false;
};

namespace {

/// The rows of :domain by their ids. The engine takes these indexes only when their condition
/// stands in the query.
constexpr std::string_view InOrder = " INDEXED BY queue_place ";
constexpr std::string_view DroppedInOrder = " INDEXED BY queue_gone ";
constexpr std::string_view OfDomain =
    " AND state < 2 AND domain = :domain AND id BETWEEN :first AND :last";
constexpr std::string_view DroppedOfDomain =
    " AND state >= 2 AND domain = :domain AND id BETWEEN :first AND :last";

} // namespace

QueueSelection QueueStore::takePart(QueueSelection& rest, bool of_dropped)
{
    QueueSelection part = rest;
    if (!rest.ids.empty()) {
        const auto count = std::min<std::ptrdiff_t>(std::ssize(rest.ids), QueueRowsPerStep);
        part.ids.resize(static_cast<std::size_t>(count));
        rest.ids.erase(rest.ids.begin(), rest.ids.begin() + count);
        if (rest.ids.empty()) rest.domain.clear();
        return part;
    }
    if (rest.last == INT64_MAX) rest.last = db_.integer("SELECT max(id) FROM queue");
    const std::string text = std::string("SELECT id FROM queue")
                                 .append(of_dropped ? DroppedInOrder : InOrder)
                                 .append("WHERE true")
                                 .append(of_dropped ? DroppedOfDomain : OfDomain)
                                 .append(" ORDER BY id LIMIT 1 OFFSET :others");
    const auto last = db_.statement(text)
                          .bind(":domain", rest.domain)
                          .bind(":first", rest.first)
                          .bind(":last", rest.last)
                          .bind(":others", QueueRowsPerStep - 1)
                          .first([](db::Row row) { return row.integer(0); });
    part.last = last.value_or(rest.last);
    rest.first = part.last + 1;
    if (!last) rest.domain.clear();
    return part;
}

/// Changes what is selected and lets the destinations know.
template <class Bind>
std::int64_t QueueStore::change(const QueueSelection& which, const Update& update, Bind bind)
{
    const bool by_id = !which.ids.empty();
    std::string text = "UPDATE queue";
    if (!by_id) text += update.of_dropped ? DroppedInOrder : InOrder;
    text.append(" SET ").append(update.set).append(" WHERE ").append(update.condition);
    if (by_id)
        text += " AND id = :id";
    else
        text += update.of_dropped ? DroppedOfDomain : OfDomain;
    text += " RETURNING domain";

    std::set<std::string> domains;
    std::int64_t changed = 0;
    const auto note = [&](db::Row row) {
        domains.insert(row.text(0));
        ++changed;
    };
    for (const QueueId id : which.ids) {
        auto statement = db_.statement(text);
        bind(statement);
        statement.bind(":id", id).each(note);
    }
    if (!by_id) {
        auto statement = db_.statement(text);
        bind(statement);
        statement.bind(":domain", which.domain)
            .bind(":first", which.first)
            .bind(":last", which.last)
            .each(note);
    }
    for (const std::string& domain : domains) DestinationStore(db_, changes_).reschedule(domain);
    if (changed > 0) changes_.queue = true;
    return changed;
}

std::int64_t QueueStore::retryNow(const QueueSelection& which, UnixSeconds now)
{
    return change(which, {"next_try_at = :now", "state = 0"},
                  [&](db::Statement& update) { update.bind(":now", now); });
}

std::int64_t QueueStore::hold(const QueueSelection& which)
{
    return change(which, {"state = 1", "state = 0"}, [](db::Statement&) {});
}

std::int64_t QueueStore::release(const QueueSelection& which, UnixSeconds now)
{
    return change(which, {"state = 0, next_try_at = :now", "state = 1"},
                  [&](db::Statement& update) { update.bind(":now", now); });
}

std::int64_t QueueStore::drop(const QueueSelection& which, UnixSeconds erase_at)
{
    return change(which, {"state = state + 2, erase_at = :at", "state < 2"},
                  [&](db::Statement& update) { update.bind(":at", erase_at); });
}

std::int64_t QueueStore::restore(const QueueSelection& which, UnixSeconds now)
{
    return change(which,
                  {"state = state - 2, erase_at = 0, next_try_at = :now", "state >= 2", true},
                  [&](db::Statement& update) { update.bind(":now", now); });
}

} // namespace roost::store
