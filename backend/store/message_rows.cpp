// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/message_rows.h"

namespace roost::store::rows {

Result<Place> reserve(db::Database& db, MailboxId mailbox, const NewRows& added)
{
    const auto place = [](db::Row row) {
        return Place{.uid_validity = static_cast<std::uint32_t>(row.integer(0)),
                     .first_uid = static_cast<Uid>(row.integer(1)),
                     .modseq = row.integer(2)};
    };
    const auto there = [&] {
        return db
            .statement("SELECT uid_validity, uid_next, highest_modseq FROM mailboxes"
                       " WHERE id = :id")
            .bind(":id", mailbox)
            .first(place);
    };
    const auto taken = added.count == 0
                           ? there()
                           : db.statement("UPDATE mailboxes SET uid_next = uid_next + :count,"
                                          " highest_modseq = highest_modseq + 1,"
                                          " messages = messages + :count,"
                                          " octets = octets + :octets, unseen = unseen + :unseen"
                                          " WHERE id = :id AND uid_next + :count <= 4294967295"
                                          " RETURNING uid_validity, uid_next - :count,"
                                          " highest_modseq")
                                 .bind(":count", added.count)
                                 .bind(":octets", added.octets)
                                 .bind(":unseen", added.unseen)
                                 .bind(":id", mailbox)
                                 .first(place);
    if (taken) return *taken;
    if (there()) return Error(Code::limit, "the UIDs of the mailbox are used up");
    return Error(Code::not_found, "no such mailbox");
}

void insert(db::Database& db, MailboxId mailbox, const MessageRow& row)
{
    db.statement("INSERT INTO messages (mailbox_id, uid, flags, modseq, received_at, octets,"
                 " body_id, keywords)"
                 " VALUES (:mailbox_id, :uid, :flags, :modseq, :received_at, :octets, :body_id,"
                 " :keywords)")
        .bind(":mailbox_id", mailbox)
        .bind(":uid", row.uid)
        .bind(":flags", row.flags)
        .bind(":modseq", row.modseq)
        .bind(":received_at", row.received_at)
        .bind(":octets", row.octets)
        .bind(":body_id", row.body_id)
        .bind(":keywords", row.keywords)
        .run();
}

void remove(db::Database& db, MailboxId mailbox, const UidSet& gone, const NewRows& sums)
{
    for (const UidRange range : gone.ranges()) // every row between its ends is one of `gone`
        db.statement("DELETE FROM messages WHERE mailbox_id = :mailbox_id"
                     " AND uid BETWEEN :first AND :last")
            .bind(":mailbox_id", mailbox)
            .bind(":first", range.first)
            .bind(":last", range.last)
            .run();
    db.statement("UPDATE mailboxes SET highest_modseq = highest_modseq + 1,"
                 " messages = messages - :count, octets = octets - :octets,"
                 " unseen = unseen - :unseen, expunges = expunges + 1 WHERE id = :id")
        .bind(":count", sums.count)
        .bind(":octets", sums.octets)
        .bind(":unseen", sums.unseen)
        .bind(":id", mailbox)
        .run();
}

std::vector<MessageRow> select(db::Database& db, MailboxId mailbox, const UidSet& uids)
{
    std::vector<MessageRow> found;
    for (const UidRange range : uids.ranges())
        db.statement("SELECT uid, flags, keywords, modseq, received_at, octets, body_id"
                     " FROM messages WHERE mailbox_id = :mailbox_id"
                     " AND uid BETWEEN :first AND :last ORDER BY uid")
            .bind(":mailbox_id", mailbox)
            .bind(":first", range.first)
            .bind(":last", range.last)
            .each([&](db::Row row) { found.push_back(read(row)); });
    return found;
}

NewRows sum(db::Database& db, MailboxId mailbox, const UidSet& uids)
{
    NewRows sums;
    for (const UidRange range : uids.ranges())
        db.statement("SELECT count(*), total(octets) FROM messages WHERE mailbox_id = :mailbox_id"
                     " AND uid BETWEEN :first AND :last")
            .bind(":mailbox_id", mailbox)
            .bind(":first", range.first)
            .bind(":last", range.last)
            .each([&](db::Row row) {
                sums.count += row.integer(0);
                sums.octets += row.integer(1);
            });
    return sums;
}

MessageRow read(db::Row row)
{
    return {.uid = static_cast<Uid>(row.integer(0)),
            .flags = static_cast<std::uint8_t>(row.integer(1)),
            .keywords = row.text(2),
            .modseq = row.integer(3),
            .received_at = row.integer(4),
            .octets = row.integer(5),
            .body_id = row.integer(6)};
}

std::optional<AccountId> accountOf(db::Database& db, MailboxId mailbox)
{
    return db.statement("SELECT account_id FROM mailboxes WHERE id = :id")
        .bind(":id", mailbox)
        .first([](db::Row row) { return row.integer(0); });
}

std::int64_t usedOctets(db::Database& db, AccountId account)
{
    return *db.statement("SELECT sum(octets) FROM mailboxes WHERE account_id = :account_id")
                .bind(":account_id", account)
                .first([](db::Row row) { return row.integer(0); });
}

std::int64_t countMessages(db::Database& db, AccountId account)
{
    return *db.statement("SELECT sum(messages) FROM mailboxes WHERE account_id = :account_id")
                .bind(":account_id", account)
                .first([](db::Row row) { return row.integer(0); });
}

} // namespace roost::store::rows
