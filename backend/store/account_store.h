// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"
#include "shared/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// What a page of the list of users shows; see AccountStore::list.
struct AccountQuery {
    std::string filter;           // part of the address, case-insensitive; empty = all
    std::string sort = "address"; // address, created_at, last_seen_at, octets, messages
    bool descending = false;
    std::int64_t offset = 0;
    std::int64_t limit = 100;
};

struct AccountSummary {
    Account account;
    std::int64_t messages = 0;
    std::int64_t octets = 0;
};

struct AccountPage {
    std::vector<AccountSummary> rows;
    std::int64_t total = 0; // matching the filter
};

/// Of a row: a deleted account keeps the state it had, for the one who restores it.
inline AccountState stateOf(std::int64_t stored, UnixSeconds erase_at)
{
    return erase_at > 0 ? AccountState::deleted : static_cast<AccountState>(stored);
}

/// The addresses of this relay. Addresses are given in lower case (mail::Address::mailboxKey).
class AccountStore {
public:
    AccountStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    std::optional<Account> find(std::string_view address);
    std::optional<Account> get(AccountId id);
    /// Creates the account and its INBOX. Errors: exists (also while its deletion can be undone).
    Result<Account>
    create(std::string_view address, std::string_view password_hash, UnixSeconds now);
    /// Errors (all below): not_found.
    Result<> setPasswordHash(AccountId id, std::string_view hash);
    /// Notes a login; writes only when the UTC day changed.
    Result<> seen(AccountId id, UnixSeconds now);
    Result<> setBlocked(AccountId id, bool blocked); // denied when the account is deleted
    /// Hides the account until `erase_at`, when erase() removes it for good.
    Result<> markDeleted(AccountId id, UnixSeconds erase_at);
    /// It is blocked again if it was. Errors besides: denied (it is not deleted).
    Result<> restore(AccountId id);
    /// Removes the account with its mail and tokens; bodies lose their references. One call removes
    /// as many messages as `left` says, which it lessens; false when more are left then.
    Result<bool> erase(AccountId id, std::int64_t& left);
    /// Deleted accounts whose erase_at is not after `now`.
    std::vector<AccountId> dueForErasure(UnixSeconds now, std::int64_t limit);

    /// Errors: invalid (an unknown sort column or limit outside 1..1000).
    Result<AccountPage> list(const AccountQuery& query);
    std::int64_t count();

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
