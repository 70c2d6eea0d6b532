// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/message_store.h"

#include "backend/store/body_store.h"
#include "backend/store/changes.h"
#include "backend/store/db/database.h"
#include "backend/store/keywords.h"
#include "backend/store/message_rows.h"

namespace roost::store {

namespace {
// Of one account when it copies: tiny messages, doubled by each COPY, would fill the disk with rows
// long before their octets fill the quota.
constexpr std::int64_t MaxCopied = 200'000;
} // namespace

Result<Appended> MessageStore::append(MailboxId mailbox, const NewMessage& message)
{
    if (!areKeywordsAdmissible(message.keywords)) return Error(Code::limit, "too many keywords");
    rows::NewRows added{.count = 1, .octets = message.octets};
    added.unseen = (message.flags & Seen) == 0 ? 1 : 0;
    const auto place = rows::reserve(db_, mailbox, added);
    if (!place) return place.error();
    rows::insert(db_, mailbox,
                 {.uid = place->first_uid,
                  .flags = message.flags,
                  .keywords = message.keywords,
                  .modseq = place->modseq,
                  .received_at = message.received_at,
                  .octets = message.octets,
                  .body_id = message.body_id});
    BodyStore(db_, changes_).addReference(message.body_id);
    touched(changes_, mailbox);
    return Appended{place->uid_validity, place->first_uid};
}

Result<UidSet> MessageStore::expunge(MailboxId mailbox, const UidSet* uids, bool even_undeleted)
{
    const UidSet everything{{1, MaxUid}};
    UidSet gone;
    rows::NewRows sums;
    const auto collect = [&](db::Row row) {
        gone.add(static_cast<Uid>(row.integer(0)));
        ++sums.count;
        sums.octets += row.integer(1);
        sums.unseen += (row.integer(2) & Seen) == 0 ? 1 : 0;
    };
    // The index keeps the cost of a CLOSE from growing with the mailbox.
    for (const UidRange range : (uids ? *uids : everything).ranges())
        db_.statement(even_undeleted ? "SELECT uid, octets, flags FROM messages"
                                       " WHERE mailbox_id = :mailbox_id"
                                       " AND uid BETWEEN :first AND :last ORDER BY uid"
                                     : "SELECT uid, octets, flags FROM messages"
                                       " INDEXED BY messages_deleted"
                                       " WHERE mailbox_id = :mailbox_id AND (flags & 8) <> 0"
                                       " AND uid BETWEEN :first AND :last ORDER BY uid")
            .bind(":mailbox_id", mailbox)
            .bind(":first", range.first)
            .bind(":last", range.last)
            .each(collect);
    if (gone.empty()) return gone; // nothing is written then
    rows::remove(db_, mailbox, gone, sums);
    touched(changes_, mailbox);
    return gone;
}

Result<>
MessageStore::roomFor(MailboxId from, const UidSet& uids, MailboxId to, std::int64_t quota_octets)
{
    const auto account = rows::accountOf(db_, to);
    if (!account) return Error(Code::not_found, "no such mailbox");
    const rows::NewRows more = rows::sum(db_, from, uids);
    if (more.count == 0) return {};
    const auto octets = rows::usedOctets(db_, *account) + more.octets;
    const auto count = rows::countMessages(db_, *account) + more.count;
    if (octets > quota_octets || count > MaxCopied)
        return Error(Code::limit, "the mailbox of the user is full");
    return {};
}

Result<CopyResult>
MessageStore::copy(MailboxId from, const UidSet& uids, MailboxId to, std::int64_t quota_octets)
{
    const auto room = roomFor(from, uids, to, quota_octets);
    if (!room) return room.error();
    return copyRows(rows::select(db_, from, uids), to);
}

Result<CopyResult> MessageStore::move(MailboxId from, const UidSet& uids, MailboxId to)
{
    auto copied = copyRows(rows::select(db_, from, uids), to);
    if (!copied) return copied;
    if (const auto gone = expunge(from, &copied->source, true); !gone) return gone.error();
    return copied;
}

Result<CopyResult> MessageStore::copyRows(std::vector<MessageRow> sources, MailboxId to)
{
    rows::NewRows added;
    for (const MessageRow& row : sources) {
        ++added.count;
        added.octets += row.octets;
        added.unseen += (row.flags & Seen) == 0 ? 1 : 0;
    }
    const auto place = rows::reserve(db_, to, added);
    if (!place) return place.error();
    CopyResult result;
    result.uid_validity = place->uid_validity;
    Uid uid = place->first_uid;
    for (MessageRow& row : sources) {
        result.source.add(row.uid);
        result.target.add(uid);
        row.uid = uid++;
        row.modseq = place->modseq;
        rows::insert(db_, to, row);
        BodyStore(db_, changes_).addReference(row.body_id);
    }
    if (!sources.empty()) touched(changes_, to);
    return result;
}

} // namespace roost::store
