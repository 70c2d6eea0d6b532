// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/message_rows.h"
#include "backend/store/message_store.h"

#include <algorithm>

namespace roost::store {

UidSet MessageStore::uids(MailboxId mailbox, Uid from)
{
    UidSet found;
    db_.statement("SELECT uid FROM messages WHERE mailbox_id = :mailbox_id AND uid >= :from"
                  " ORDER BY uid")
        .bind(":mailbox_id", mailbox)
        .bind(":from", from)
        .each([&](db::Row row) { found.add(static_cast<Uid>(row.integer(0))); });
    return found;
}

std::vector<MessageRow> MessageStore::list(MailboxId mailbox, UidRange range, std::int64_t limit)
{
    return db_
        .statement("SELECT uid, flags, keywords, modseq, received_at, octets, body_id"
                   " FROM messages WHERE mailbox_id = :mailbox_id"
                   " AND uid BETWEEN :first AND :last ORDER BY uid LIMIT :limit")
        .bind(":mailbox_id", mailbox)
        .bind(":first", range.first)
        .bind(":last", range.last)
        .bind(":limit", limit)
        .all(rows::read);
}

std::vector<MessageRow>
MessageStore::changedSince(MailboxId mailbox, ModSeq modseq, UidRange range, std::int64_t limit)
{
    const auto flags_modseq = db_.statement("SELECT flags_modseq FROM mailboxes WHERE id = :id")
                                  .bind(":id", mailbox)
                                  .first([](db::Row row) { return row.integer(0); });
    if (!flags_modseq) return {};
    if (*flags_modseq <= modseq) { // only new messages, and they stand at the end
        const auto oldest = firstAppendedAfter(mailbox, modseq);
        if (!oldest) return {};
        range.first = std::max(range.first, *oldest);
        if (range.first > range.last) return {};
    }
    return db_
        .statement("SELECT uid, flags, keywords, modseq, received_at, octets, body_id"
                   " FROM messages WHERE mailbox_id = :mailbox_id"
                   " AND uid BETWEEN :first AND :last AND modseq > :modseq"
                   " ORDER BY uid LIMIT :limit")
        .bind(":mailbox_id", mailbox)
        .bind(":first", range.first)
        .bind(":last", range.last)
        .bind(":modseq", modseq)
        .bind(":limit", limit)
        .all(rows::read);
}

std::optional<Uid> MessageStore::firstAppendedAfter(MailboxId mailbox, ModSeq modseq)
{
    // A walk backwards that ends at the first message that was there: as long as what is new.
    auto backwards = db_.statement("SELECT uid, modseq FROM messages WHERE mailbox_id = :mailbox_id"
                                   " ORDER BY uid DESC");
    backwards.bind(":mailbox_id", mailbox);
    std::optional<Uid> first;
    backwards.eachWhile([&](db::Row row) {
        if (row.integer(1) <= modseq) return false;
        first = static_cast<Uid>(row.integer(0));
        return true;
    });
    return first;
}

std::optional<Uid> MessageStore::firstUnseen(MailboxId mailbox)
{
    if (countUnseen(mailbox) == 0) return std::nullopt;
    return db_
        .statement("SELECT uid FROM messages WHERE mailbox_id = :mailbox_id AND (flags & 1) = 0"
                   " ORDER BY uid LIMIT 1")
        .bind(":mailbox_id", mailbox)
        .first([](db::Row row) { return static_cast<Uid>(row.integer(0)); });
}

std::int64_t MessageStore::countUnseen(MailboxId mailbox)
{
    return db_.statement("SELECT unseen FROM mailboxes WHERE id = :id")
        .bind(":id", mailbox)
        .first([](db::Row row) { return row.integer(0); })
        .value_or(0);
}

UidSet MessageStore::deleted(MailboxId mailbox)
{
    UidSet found;
    db_.statement("SELECT uid FROM messages INDEXED BY messages_deleted"
                  " WHERE mailbox_id = :mailbox_id AND (flags & 8) <> 0 ORDER BY uid")
        .bind(":mailbox_id", mailbox)
        .each([&](db::Row row) { found.add(static_cast<Uid>(row.integer(0))); });
    return found;
}

} // namespace roost::store
