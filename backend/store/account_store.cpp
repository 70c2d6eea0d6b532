// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/account_store.h"

#include "backend/store/changes.h"
#include "backend/store/db/database.h"
#include "backend/store/mailbox_store.h"
#include "backend/store/message_rows.h"
#include "backend/store/message_store.h"

namespace roost::store {
namespace {

#define ROOST_ACCOUNT_COLUMNS                                                                      \
    "id, address, password_hash, state, inbox_id, created_at, last_seen_at, erase_at"

Account account(db::Row row)
{
    return {.id = row.integer(0),
            .address = row.text(1),
            .password_hash = row.text(2),
            .state = stateOf(row.integer(3), row.integer(7)),
            .inbox_id = row.integer(4),
            .created_at = row.integer(5),
            .last_seen_at = row.integer(6),
            .erase_at = row.integer(7)};
}

Error missing(AccountId id)
{
    return Error(Code::not_found, "no account " + std::to_string(id));
}

} // namespace

std::optional<Account> AccountStore::find(std::string_view address)
{
    return db_.statement("SELECT " ROOST_ACCOUNT_COLUMNS " FROM accounts WHERE address = :address")
        .bind(":address", address)
        .first(account);
}

std::optional<Account> AccountStore::get(AccountId id)
{
    return db_.statement("SELECT " ROOST_ACCOUNT_COLUMNS " FROM accounts WHERE id = :id")
        .bind(":id", id)
        .first(account);
}

Result<Account>
AccountStore::create(std::string_view address, std::string_view password_hash, UnixSeconds now)
{
    const auto id = db_.statement("INSERT INTO accounts (address, password_hash, state, inbox_id,"
                                  " created_at, last_seen_at, erase_at)"
                                  " VALUES (:address, :password_hash, 0, 0, :now, 0, 0)"
                                  " ON CONFLICT (address) DO NOTHING RETURNING id")
                        .bind(":address", address)
                        .bind(":password_hash", password_hash)
                        .bind(":now", now)
                        .first([](db::Row row) { return row.integer(0); });
    if (!id) return Error(Code::exists, "the address is taken");
    const auto inbox = MailboxStore(db_, changes_).create(*id, "INBOX");
    if (!inbox) return inbox.error();
    db_.statement("UPDATE accounts SET inbox_id = :inbox_id WHERE id = :id")
        .bind(":inbox_id", inbox->id)
        .bind(":id", *id)
        .run();
    changes_.accounts = true;
    return *get(*id);
}

Result<> AccountStore::setPasswordHash(AccountId id, std::string_view hash)
{
    if (db_.statement("UPDATE accounts SET password_hash = :hash WHERE id = :id")
            .bind(":hash", hash)
            .bind(":id", id)
            .run()
        == 0)
        return missing(id);
    return {};
}

Result<> AccountStore::seen(AccountId id, UnixSeconds now)
{
    // Day granularity, for privacy.
    if (db_.statement("UPDATE accounts SET last_seen_at = :day"
                      " WHERE id = :id AND last_seen_at <> :day")
            .bind(":day", now - now % SecondsPerDay)
            .bind(":id", id)
            .run()
        > 0) {
        changes_.accounts = true;
        return {};
    }
    if (!get(id)) return missing(id);
    return {};
}

Result<> AccountStore::setBlocked(AccountId id, bool blocked)
{
    const auto found = get(id);
    if (!found) return missing(id);
    if (found->state == AccountState::deleted) return Error(Code::denied, "the account is deleted");
    db_.statement("UPDATE accounts SET state = :state WHERE id = :id")
        .bind(":state", static_cast<int>(blocked ? AccountState::blocked : AccountState::active))
        .bind(":id", id)
        .run();
    changes_.accounts = true;
    return {};
}

Result<> AccountStore::markDeleted(AccountId id, UnixSeconds erase_at)
{
    if (db_.statement("UPDATE accounts SET erase_at = :erase_at WHERE id = :id")
            .bind(":erase_at", erase_at)
            .bind(":id", id)
            .run()
        == 0)
        return missing(id);
    changes_.accounts = true;
    return {};
}

Result<> AccountStore::restore(AccountId id)
{
    const auto found = get(id);
    if (!found) return missing(id);
    if (found->state != AccountState::deleted)
        return Error(Code::denied, "the account is not deleted");
    db_.statement("UPDATE accounts SET erase_at = 0 WHERE id = :id").bind(":id", id).run();
    changes_.accounts = true;
    return {};
}

Result<bool> AccountStore::erase(AccountId id, std::int64_t& left)
{
    if (!get(id)) return missing(id);
    MessageStore messages(db_, changes_);
    for (const Mailbox& mailbox : MailboxStore(db_, changes_).list(id)) {
        UidSet uids;
        for (const MessageRow& row : messages.list(mailbox.id, {1, MaxUid}, left))
            uids.add(row.uid);
        const auto removed = messages.expunge(mailbox.id, &uids, true);
        if (!removed) return removed.error();
        left -= static_cast<std::int64_t>(removed->count());
        if (!messages.list(mailbox.id, {1, MaxUid}, 1).empty()) return false;
        touched(changes_, mailbox.id);
    }
    db_.statement("DELETE FROM mailboxes WHERE account_id = :id").bind(":id", id).run();
    db_.statement("DELETE FROM tokens WHERE account_id = :id").bind(":id", id).run();
    db_.statement("DELETE FROM accounts WHERE id = :id").bind(":id", id).run();
    changes_.accounts = true;
    return true;
}

std::vector<AccountId> AccountStore::dueForErasure(UnixSeconds now, std::int64_t limit)
{
    return db_
        .statement("SELECT id FROM accounts WHERE erase_at > 0 AND erase_at <= :now"
                   " ORDER BY erase_at LIMIT :limit")
        .bind(":now", now)
        .bind(":limit", limit)
        .all([](db::Row row) { return row.integer(0); });
}

std::int64_t AccountStore::count()
{
    return db_.integer("SELECT count(*) FROM accounts");
}

} // namespace roost::store
