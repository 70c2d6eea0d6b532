// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/closed_store.h"

#include "backend/store/db/database.h"

namespace roost::store {

void ClosedStore::close(std::string_view digest, UnixSeconds until)
{
    db_.statement("INSERT INTO closed_addresses (digest, until_at) VALUES (:digest, :until)"
                  " ON CONFLICT (digest) DO UPDATE SET until_at = :until")
        .bindOctets(":digest", digest)
        .bind(":until", until)
        .run();
}

void ClosedStore::open(std::string_view digest)
{
    db_.statement("DELETE FROM closed_addresses WHERE digest = :digest")
        .bindOctets(":digest", digest)
        .run();
}

bool ClosedStore::isClosed(std::string_view digest, UnixSeconds now)
{
    return db_
        .statement("SELECT 1 FROM closed_addresses WHERE digest = :digest AND until_at > :now")
        .bindOctets(":digest", digest)
        .bind(":now", now)
        .first([](db::Row) { return true; })
        .has_value();
}

bool ClosedStore::hasExpired(UnixSeconds now)
{
    return db_.statement("SELECT 1 FROM closed_addresses WHERE until_at <= :now LIMIT 1")
        .bind(":now", now)
        .first([](db::Row) { return true; })
        .has_value();
}

void ClosedStore::removeExpired(UnixSeconds now)
{
    db_.statement("DELETE FROM closed_addresses WHERE until_at <= :now").bind(":now", now).run();
}

} // namespace roost::store
