// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"
#include "backend/store/destination_store.h"

namespace roost::store {
namespace {

constexpr UnixSeconds Remembered = 30 * SecondsPerDay;

constexpr auto AllOfPeer =
    "SELECT domain, standing, delivered, deferred, refused, latency_millis, channel,"
    " last_success_at, last_failure_at, last_error, last_cause, seen_at, held_until"
    " FROM destinations ";

Peer readPeer(db::Row row)
{
    Peer peer;
    peer.domain = row.text(0);
    peer.standing = static_cast<Standing>(row.integer(1));
    peer.delivered = row.integer(2);
    peer.deferred = row.integer(3);
    peer.refused = row.integer(4);
    peer.latency_millis = row.integer(5);
    peer.channel = row.text(6);
    peer.last_success_at = row.integer(7);
    peer.last_failure_at = row.integer(8);
    peer.last_error = row.text(9);
    peer.last_cause = row.text(10);
    peer.seen_at = row.integer(11);
    peer.held_until = row.integer(12);
    return peer;
}

} // namespace

std::vector<Peer> DestinationStore::peers(std::int64_t limit)
{
    return db_.statement(std::string(AllOfPeer) + "ORDER BY seen_at DESC, domain LIMIT :limit")
        .bind(":limit", limit)
        .all(readPeer);
}

std::optional<Peer> DestinationStore::peer(std::string_view domain)
{
    return db_.statement(std::string(AllOfPeer) + "WHERE domain = :domain")
        .bind(":domain", domain)
        .first(readPeer);
}

std::vector<HoldRule> DestinationStore::holdRules(std::int64_t limit)
{
    return db_
        .statement("SELECT domain, held_until FROM destinations WHERE held_until > 0"
                   " ORDER BY domain LIMIT :limit")
        .bind(":limit", limit)
        .all([](db::Row row) {
            return HoldRule{row.text(0), row.integer(1)};
        });
}

bool DestinationStore::isHeld(std::string_view domain)
{
    return db_.statement("SELECT 1 FROM destinations WHERE domain = :domain AND held_until > 0")
        .bind(":domain", domain)
        .first([](db::Row) { return true; })
        .has_value();
}

void DestinationStore::setHoldRule(const HoldRule& rule)
{
    changes_.queue = true;
    db_.statement("INSERT INTO destinations (domain, standing, held_until, seen_at)"
                  " VALUES (:domain, 1, :until, unixepoch()) ON CONFLICT (domain)"
                  " DO UPDATE SET held_until = excluded.held_until, due_at = NULL")
        .bind(":domain", rule.domain)
        .bind(":until", rule.until)
        .run();
}

bool DestinationStore::removeHoldRule(std::string_view domain)
{
    const bool was_there = db_.statement("UPDATE destinations SET held_until = 0"
                                         " WHERE domain = :domain AND held_until > 0")
                               .bind(":domain", domain)
                               .run()
                           == 1;
    if (was_there) reschedule(domain);
    return was_there;
}

std::int64_t DestinationStore::endHolds(UnixSeconds now, std::int64_t limit)
{
    const auto over = db_.statement("SELECT domain FROM destinations"
                                    " WHERE held_until > 0 AND held_until <= :now LIMIT :limit")
                          .bind(":now", now)
                          .bind(":limit", limit)
                          .all([](db::Row row) { return row.text(0); });
    for (const std::string& domain : over) removeHoldRule(domain);
    return static_cast<std::int64_t>(over.size());
}

std::optional<UnixSeconds> DestinationStore::nextHoldEnd()
{
    return db_
        .statement("SELECT held_until FROM destinations WHERE held_until > 0"
                   " ORDER BY held_until LIMIT 1")
        .first([](db::Row row) { return row.integer(0); });
}

std::int64_t DestinationStore::forgetOld(UnixSeconds now)
{
    return db_
        .statement("DELETE FROM destinations WHERE seen_at < :oldest AND held_until = 0"
                   " AND NOT EXISTS (SELECT 1 FROM queue WHERE queue.domain = destinations.domain)")
        .bind(":oldest", now - Remembered)
        .run();
}

} // namespace roost::store
