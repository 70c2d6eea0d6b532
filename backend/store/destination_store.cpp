// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/destination_store.h"

#include "backend/store/db/database.h"

namespace roost::store {
namespace {

constexpr std::size_t MaxErrorOctets = 500;

// When a destination is due: with its first row, unless a rule holds it.
constexpr auto Rescheduled =
    "due_at = CASE held_until WHEN 0 THEN (SELECT min(next_try_at) FROM queue"
    " WHERE queue.domain = :domain AND state = 0) END";

} // namespace

std::vector<std::string>
DestinationStore::due(Standing standing, UnixSeconds now, std::int64_t limit)
{
    return db_
        .statement(standing == Standing::slow
                       ? "SELECT domain FROM destinations WHERE standing = :standing"
                         " AND due_at <= :now ORDER BY due_at DESC LIMIT :limit"
                       : "SELECT domain FROM destinations WHERE standing = :standing"
                         " AND due_at <= :now ORDER BY due_at LIMIT :limit")
        .bind(":standing", static_cast<int>(standing))
        .bind(":now", now)
        .bind(":limit", limit)
        .all([](db::Row row) { return row.text(0); });
}

std::optional<UnixSeconds> DestinationStore::nextDueAt(Standing standing, UnixSeconds now)
{
    return db_
        .statement("SELECT due_at FROM destinations WHERE standing = :standing AND due_at > :now"
                   " ORDER BY due_at LIMIT 1")
        .bind(":standing", static_cast<int>(standing))
        .bind(":now", now)
        .first([](db::Row row) { return row.integer(0); });
}

// Mail for a destination that is due already, as in a crowd, writes nothing here.
void DestinationStore::becomesDue(std::string_view domain, UnixSeconds at)
{
    changes_.queue = true;
    db_.statement("INSERT INTO destinations (domain, standing, due_at, seen_at)"
                  " VALUES (:domain, 1, :at, :at) ON CONFLICT (domain)"
                  " DO UPDATE SET due_at = excluded.due_at WHERE held_until = 0"
                  " AND (due_at IS NULL OR due_at > excluded.due_at)")
        .bind(":domain", domain)
        .bind(":at", at)
        .run();
}

void DestinationStore::reschedule(std::string_view domain)
{
    changes_.queue = true;
    db_.statement("UPDATE destinations SET " + std::string(Rescheduled) + " WHERE domain = :domain")
        .bind(":domain", domain)
        .run();
}

Standing DestinationStore::standing(std::string_view domain)
{
    const auto found =
        db_.statement("SELECT standing FROM destinations WHERE domain = :domain")
            .bind(":domain", domain)
            .first([](db::Row row) { return static_cast<Standing>(row.integer(0)); });
    return found.value_or(Standing::unknown);
}

void DestinationStore::setStanding(std::string_view domain, Standing standing)
{
    changes_.queue = true;
    db_.statement("UPDATE destinations SET standing = :standing WHERE domain = :domain")
        .bind(":domain", domain)
        .bind(":standing", static_cast<int>(standing))
        .run();
}

void DestinationStore::visited(std::string_view domain, const Visit& visit)
{
    changes_.queue = true;
    const bool failed = !visit.cause.empty();
    db_.statement(
           "UPDATE destinations SET standing = :standing, delivered = delivered + :delivered,"
           " deferred = deferred + :deferred, refused = refused + :refused, seen_at = :at,"
           " latency_millis = CASE WHEN :delivered = 0 THEN latency_millis"
           " WHEN latency_millis = 0 THEN :latency ELSE (7 * latency_millis + :latency) / 8 END,"
           " channel = CASE WHEN :delivered > 0 THEN :channel ELSE channel END,"
           " last_success_at = CASE WHEN :delivered > 0 THEN :at ELSE last_success_at END,"
           " last_failure_at = CASE WHEN :failed THEN :at ELSE last_failure_at END,"
           " last_error = CASE WHEN :failed THEN :error ELSE last_error END,"
           " last_cause = CASE WHEN :failed THEN :cause ELSE last_cause END, "
           + std::string(Rescheduled) + " WHERE domain = :domain")
        .bind(":domain", domain)
        .bind(":standing", static_cast<int>(visit.standing))
        .bind(":delivered", visit.delivered)
        .bind(":deferred", visit.deferred)
        .bind(":refused", visit.refused)
        .bind(":latency", visit.latency_millis)
        .bind(":channel", visit.channel)
        .bind(":at", visit.at)
        .bind(":failed", static_cast<int>(failed))
        .bind(":error", std::string_view(visit.error).substr(0, MaxErrorOctets))
        .bind(":cause", visit.cause)
        .run();
}

void DestinationStore::countDeferred(std::string_view domain, std::int64_t recipients)
{
    db_.statement("UPDATE destinations SET deferred = deferred + :recipients"
                  " WHERE domain = :domain")
        .bind(":domain", domain)
        .bind(":recipients", recipients)
        .run();
}

} // namespace roost::store
