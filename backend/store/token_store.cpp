// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/token_store.h"

#include "backend/store/account_store.h"
#include "backend/store/db/database.h"

#include <algorithm>

namespace roost::store {
namespace {

constexpr std::size_t MaxTokens = 32; // live ones per account
constexpr std::size_t MaxTokenOctets = 8192;
constexpr std::int64_t LifetimeSeconds = 90 * SecondsPerDay;
constexpr std::int64_t ClockSlackSeconds = 60;

} // namespace

Result<> TokenStore::add(AccountId account, std::string_view token, UnixSeconds now)
{
    if (!AccountStore(db_, changes_).get(account)) return Error(Code::not_found, "no such account");
    if (token.size() > MaxTokenOctets) return Error(Code::limit, "the token is too long");
    db_.statement("DELETE FROM tokens WHERE account_id = :account_id"
                  " AND (refreshed_at <= :oldest OR refreshed_at >= :newest)")
        .bind(":account_id", account)
        .bind(":oldest", now - LifetimeSeconds)
        .bind(":newest", now + ClockSlackSeconds)
        .run();
    const auto known = live(account, now);
    if (known.size() >= MaxTokens && std::ranges::find(known, token) == known.end())
        return Error(Code::limit, "too many device tokens");
    db_.statement("INSERT INTO tokens (account_id, token, refreshed_at)"
                  " VALUES (:account_id, :token, :now)"
                  " ON CONFLICT DO UPDATE SET refreshed_at = :now")
        .bind(":account_id", account)
        .bind(":token", token)
        .bind(":now", now)
        .run();
    return {};
}

std::vector<std::string> TokenStore::live(AccountId account, UnixSeconds now)
{
    return db_
        .statement("SELECT token FROM tokens WHERE account_id = :account_id"
                   " AND refreshed_at > :oldest AND refreshed_at < :newest ORDER BY token")
        .bind(":account_id", account)
        .bind(":oldest", now - LifetimeSeconds)
        .bind(":newest", now + ClockSlackSeconds)
        .all([](db::Row row) { return row.text(0); });
}

void TokenStore::remove(AccountId account, std::string_view token)
{
    db_.statement("DELETE FROM tokens WHERE account_id = :account_id AND token = :token")
        .bind(":account_id", account)
        .bind(":token", token)
        .run();
}

} // namespace roost::store
