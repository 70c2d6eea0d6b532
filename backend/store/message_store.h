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

enum class FlagMode { set, add, remove };

/// STORE (RFC 3501 §6.4.6, RFC 7162 §3.1.3).
struct FlagChange {
    FlagMode mode = FlagMode::set;
    std::uint8_t flags = 0;
    std::vector<std::string> keywords;
    std::optional<ModSeq> unchanged_since;
};

struct FlagResult {
    std::vector<MessageRow> changed; // new state; also those that already were so
    UidSet not_modified;             // newer than unchanged_since
};

/// COPYUID (RFC 4315 §3): source and target correspond in ascending order.
struct CopyResult {
    std::uint32_t uid_validity = 0;
    UidSet source;
    UidSet target;
};

struct Appended {
    std::uint32_t uid_validity = 0;
    Uid uid = 0;
};

/// The messages in mailboxes. Each change raises the mailbox's HIGHESTMODSEQ by one per call.
class MessageStore {
public:
    MessageStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    /// One more message; the body must exist (BodyStore::add) and gets one more reference.
    /// Errors: not_found (no such mailbox), limit (UIDs used up, or keywords as setFlags).
    Result<Appended> append(MailboxId mailbox, const NewMessage& message);

    /// All UIDs from `from` on.
    UidSet uids(MailboxId mailbox, Uid from = 1);
    /// Rows of `range`, ascending, at most `limit`.
    std::vector<MessageRow> list(MailboxId mailbox, UidRange range, std::int64_t limit);
    /// Rows changed after `modseq` (CHANGEDSINCE, and what a session must announce), ascending.
    std::vector<MessageRow>
    changedSince(MailboxId mailbox, ModSeq modseq, UidRange range, std::int64_t limit);
    std::optional<Uid> firstUnseen(MailboxId mailbox);
    std::int64_t countUnseen(MailboxId mailbox);
    UidSet deleted(MailboxId mailbox); // what carries \Deleted: one indexed read

    /// UIDs that do not exist are left out. Errors: not_found (mailbox), limit (keywords too many
    /// or too long: 64 per message, 64 octets each).
    Result<FlagResult> setFlags(MailboxId mailbox, const UidSet& uids, const FlagChange& change);
    /// Removes the messages of `uids` (all when null) that carry \Deleted, or all of `uids` with
    /// `even_undeleted`. Gives the UIDs removed.
    Result<UidSet> expunge(MailboxId mailbox, const UidSet* uids, bool even_undeleted = false);
    /// Whether a copy of `uids` keeps the account of `to` within `quota_octets`.
    /// Errors: not_found, limit.
    Result<> roomFor(MailboxId from, const UidSet& uids, MailboxId to, std::int64_t quota_octets);
    /// Errors: as roomFor, and limit (UIDs used up).
    Result<CopyResult>
    copy(MailboxId from, const UidSet& uids, MailboxId to, std::int64_t quota_octets);
    Result<CopyResult> move(MailboxId from, const UidSet& uids, MailboxId to);

private:
    Result<CopyResult> copyRows(std::vector<MessageRow> sources, MailboxId to);
    std::optional<Uid> firstAppendedAfter(MailboxId mailbox, ModSeq modseq);

    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
