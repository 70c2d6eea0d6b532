// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/changes.h"
#include "backend/store/keywords.h"
#include "backend/store/message_rows.h"
#include "backend/store/message_store.h"

namespace roost::store {
namespace {

constexpr std::uint8_t AllFlags = Seen | Answered | Flagged | Deleted | Draft;

std::uint8_t changedFlags(std::uint8_t present, const FlagChange& change)
{
    const auto given = static_cast<std::uint8_t>(change.flags & AllFlags);
    switch (change.mode) {
    case FlagMode::set: return given;
    case FlagMode::add: return static_cast<std::uint8_t>(present | given);
    case FlagMode::remove: return static_cast<std::uint8_t>(present & ~given);
    }
    return present;
}

/// Brings `row` to its new state; how many unseen messages there are more, nothing when it is in
/// that state already.
std::optional<std::int64_t> apply(MessageRow& row, const FlagChange& change)
{
    const auto flags = changedFlags(row.flags, change);
    auto keywords = changedKeywords(row.keywords, change);
    if (flags == row.flags && keywords == row.keywords) return std::nullopt;
    const std::int64_t more_unseen = ((row.flags & Seen) != 0) - ((flags & Seen) != 0);
    row.flags = flags;
    row.keywords = std::move(keywords);
    return more_unseen;
}

void update(db::Database& db, MailboxId mailbox, const MessageRow& row)
{
    db.statement("UPDATE messages SET flags = :flags, keywords = :keywords, modseq = :modseq"
                 " WHERE mailbox_id = :mailbox_id AND uid = :uid")
        .bind(":flags", row.flags)
        .bind(":keywords", row.keywords)
        .bind(":modseq", row.modseq)
        .bind(":mailbox_id", mailbox)
        .bind(":uid", row.uid)
        .run();
}

} // namespace

Result<FlagResult>
MessageStore::setFlags(MailboxId mailbox, const UidSet& uids, const FlagChange& change)
{
    if (!areKeywordsAdmissible(change.keywords))
        return Error(Code::limit, "too many keywords, or one too long");
    const auto highest = db_.statement("SELECT highest_modseq FROM mailboxes WHERE id = :id")
                             .bind(":id", mailbox)
                             .first([](db::Row row) { return row.integer(0); });
    if (!highest) return Error(Code::not_found, "no such mailbox");
    FlagResult result;
    std::vector<MessageRow> written;
    std::int64_t more_unseen = 0;
    for (MessageRow& row : rows::select(db_, mailbox, uids)) {
        if (change.unchanged_since && row.modseq > *change.unchanged_since) {
            result.not_modified.add(row.uid);
            continue;
        }
        if (const auto more = apply(row, change)) {
            if (!areKeywordsAdmissible(row.keywords))
                return Error(Code::limit, "too many keywords on one message");
            row.modseq = *highest + 1;
            more_unseen += *more;
            written.push_back(row);
        }
        result.changed.push_back(std::move(row));
    }
    if (written.empty()) return result; // all were so already: nothing to tell anybody
    for (const MessageRow& row : written) update(db_, mailbox, row);
    db_.statement("UPDATE mailboxes SET highest_modseq = :modseq, flags_modseq = :modseq,"
                  " unseen = unseen + :more WHERE id = :id")
        .bind(":modseq", *highest + 1)
        .bind(":more", more_unseen)
        .bind(":id", mailbox)
        .run();
    touched(changes_, mailbox);
    return result;
}

} // namespace roost::store
