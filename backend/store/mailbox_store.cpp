// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/mailbox_store.h"

#include "backend/store/changes.h"
#include "backend/store/db/database.h"
#include "backend/store/message_rows.h"
#include "shared/base/text.h"

namespace roost::store {
namespace {

constexpr std::int64_t MaxMailboxes = 1000; // per account
constexpr std::size_t MaxNameOctets = 1000;
constexpr std::string_view Inbox = "INBOX";

#define ROOST_MAILBOX_COLUMNS                                                                      \
    "id, account_id, name, uid_validity, uid_next, highest_modseq, messages, octets,"              \
    " expunges, subscribed"

Mailbox mailbox(db::Row row)
{
    return {.id = row.integer(0),
            .account_id = row.integer(1),
            .name = row.text(2),
            .uid_validity = static_cast<std::uint32_t>(row.integer(3)),
            .uid_next = static_cast<Uid>(row.integer(4)),
            .highest_modseq = row.integer(5),
            .messages = row.integer(6),
            .octets = row.integer(7),
            .expunges = row.integer(8),
            .subscribed = row.integer(9) != 0};
}

/// INBOX is one in any case (RFC 3501 §5.1), also as the parent of others.
std::string canonical(std::string_view name)
{
    const bool is_inbox =
        startsWithNoCase(name, Inbox) && (name.size() == Inbox.size() || name[Inbox.size()] == '.');
    if (!is_inbox) return std::string(name);
    return std::string(Inbox) + std::string(name.substr(Inbox.size()));
}

Error missing()
{
    return Error(Code::not_found, "no such mailbox");
}

} // namespace

std::optional<Mailbox> MailboxStore::find(AccountId account, std::string_view name)
{
    return db_
        .statement("SELECT " ROOST_MAILBOX_COLUMNS " FROM mailboxes"
                   " WHERE account_id = :account_id AND name = :name")
        .bind(":account_id", account)
        .bind(":name", canonical(name))
        .first(mailbox);
}

std::optional<Mailbox> MailboxStore::get(MailboxId id)
{
    return db_.statement("SELECT " ROOST_MAILBOX_COLUMNS " FROM mailboxes WHERE id = :id")
        .bind(":id", id)
        .first(mailbox);
}

std::vector<Mailbox> MailboxStore::list(AccountId account)
{
    return db_
        .statement("SELECT " ROOST_MAILBOX_COLUMNS " FROM mailboxes"
                   " WHERE account_id = :account_id ORDER BY name <> 'INBOX', name")
        .bind(":account_id", account)
        .all(mailbox);
}

Result<Mailbox> MailboxStore::create(AccountId account, std::string_view name)
{
    if (name.empty() || name.size() > MaxNameOctets)
        return Error(Code::invalid, "a mailbox name has 1..1000 octets");
    if (find(account, name)) return Error(Code::exists, "the mailbox exists");
    const auto there =
        db_.statement("SELECT count(*) FROM mailboxes WHERE account_id = :account_id")
            .bind(":account_id", account)
            .first([](db::Row row) { return row.integer(0); });
    if (*there >= MaxMailboxes) return Error(Code::limit, "too many mailboxes");
    const auto uid_validity = db_.integer("UPDATE state SET next_uid_validity = next_uid_validity"
                                          " + 1 RETURNING next_uid_validity - 1");
    return *db_.statement("INSERT INTO mailboxes (account_id, name, uid_validity, uid_next,"
                          " highest_modseq, flags_modseq, messages, octets, unseen, expunges,"
                          " subscribed)"
                          " VALUES (:account_id, :name, :uid_validity, 1, 1, 1, 0, 0, 0, 0, 1)"
                          " RETURNING " ROOST_MAILBOX_COLUMNS)
                .bind(":account_id", account)
                .bind(":name", canonical(name))
                .bind(":uid_validity", uid_validity)
                .first(mailbox);
}

Result<> MailboxStore::rename(AccountId account, std::string_view from, std::string_view to)
{
    const std::string old_name = canonical(from);
    const std::string new_name = canonical(to);
    const auto source = find(account, old_name);
    if (!source) return missing();
    if (find(account, new_name)) return Error(Code::exists, "the mailbox exists");
    if (old_name == Inbox) return Error(Code::denied, "INBOX always exists");
    for (const Mailbox& child : list(account)) {
        const bool is_below = child.name.starts_with(old_name + ".");
        if (!is_below && child.name != old_name) continue;
        const std::string name = new_name + child.name.substr(old_name.size());
        if (name.size() > MaxNameOctets) return Error(Code::invalid, "the name becomes too long");
        if (find(account, name)) return Error(Code::exists, "a mailbox below it exists");
        db_.statement("UPDATE mailboxes SET name = :name WHERE id = :id")
            .bind(":name", name)
            .bind(":id", child.id)
            .run();
    }
    return {};
}

Result<> MailboxStore::remove(AccountId account, std::string_view name)
{
    const auto found = find(account, name);
    if (!found) return missing();
    if (found->name == Inbox) return Error(Code::denied, "INBOX cannot be deleted");
    db_.statement("DELETE FROM messages WHERE mailbox_id = :id").bind(":id", found->id).run();
    db_.statement("DELETE FROM mailboxes WHERE id = :id").bind(":id", found->id).run();
    touched(changes_, found->id); // sessions that have it selected learn that it is gone
    return {};
}

Result<> MailboxStore::setSubscribed(AccountId account, std::string_view name, bool subscribed)
{
    if (db_.statement("UPDATE mailboxes SET subscribed = :subscribed"
                      " WHERE account_id = :account_id AND name = :name")
            .bind(":subscribed", subscribed)
            .bind(":account_id", account)
            .bind(":name", canonical(name))
            .run()
        == 0)
        return missing();
    return {};
}

std::int64_t MailboxStore::usedOctets(AccountId account)
{
    return rows::usedOctets(db_, account);
}

} // namespace roost::store
