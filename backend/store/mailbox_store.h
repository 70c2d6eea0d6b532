// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"
#include "shared/base/result.h"

#include <optional>
#include <string_view>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// The mailboxes (folders) of accounts. "INBOX" in any case is the one that always exists.
class MailboxStore {
public:
    MailboxStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    std::optional<Mailbox> find(AccountId account, std::string_view name);
    std::optional<Mailbox> get(MailboxId id);
    std::vector<Mailbox> list(AccountId account); // by name, INBOX first
    /// UIDVALIDITY comes from a store-wide counter, so a re-created mailbox gets a larger one.
    /// Errors: exists, limit (more than 1000 mailboxes), invalid (a name
    /// not of 1..1000 octets).
    Result<Mailbox> create(AccountId account, std::string_view name);
    /// Children ("old.x") move along.
    /// Errors: not_found, denied (INBOX), exists and invalid as create.
    Result<> rename(AccountId account, std::string_view from, std::string_view to);
    /// With all messages that it still holds. Errors: not_found, denied (INBOX).
    Result<> remove(AccountId account, std::string_view name);
    Result<> setSubscribed(AccountId account, std::string_view name, bool subscribed);
    /// Octets stored for the account, over all mailboxes: what the quota counts.
    std::int64_t usedOctets(AccountId account);

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
