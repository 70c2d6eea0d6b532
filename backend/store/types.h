// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/uid_set.h"
#include "shared/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roost::store {

using AccountId = std::int64_t;
using MailboxId = std::int64_t;
using BodyId = std::int64_t;
using QueueId = std::int64_t;
using ModSeq = std::int64_t;
using mail::Uid;
using mail::UidRange;
using mail::UidSet;

enum class AccountState { active = 0, blocked = 1, deleted = 2 };

struct Account {
    AccountId id = 0;
    std::string address;       // lower case, local@domain
    std::string password_hash; // crypt(5)
    AccountState state = AccountState::active;
    MailboxId inbox_id = 0;
    UnixSeconds created_at = 0;
    UnixSeconds last_seen_at = 0; // day granularity (UTC midnight), 0 = never
    UnixSeconds erase_at = 0;     // when `deleted`: the undo window ends
};

/// Standard flags as bits of MessageRow::flags (RFC 3501 §2.3.2).
enum Flag : std::uint8_t { Seen = 1, Answered = 2, Flagged = 4, Deleted = 8, Draft = 16 };

/// Which state of a mailbox a session knows is told by these numbers alone.
struct Mailbox {
    MailboxId id = 0;
    AccountId account_id = 0;
    std::string name; // "INBOX" or as created; hierarchy delimiter "."
    std::uint32_t uid_validity = 0;
    Uid uid_next = 1;
    ModSeq highest_modseq = 1;
    std::int64_t messages = 0;
    std::int64_t octets = 0;   // sizes as delivered, for the quota
    std::int64_t expunges = 0; // grows with each removal of messages
    bool subscribed = true;
};

struct MessageRow {
    Uid uid = 0;
    std::uint8_t flags = 0;
    std::string keywords; // sorted, separated by one space; case kept
    ModSeq modseq = 0;
    UnixSeconds received_at = 0;
    std::int64_t octets = 0;
    BodyId body_id = 0;
};

/// A body to be stored: its octets, or the name of a finished file (see body_files.h).
struct NewBody {
    std::string content;   // up to InlineBodyOctets
    std::string file_name; // when not empty, the octets are there
    std::int64_t octets = 0;
};

constexpr std::int64_t InlineBodyOctets = 65536;

struct NewMessage {
    BodyId body_id = 0;
    std::int64_t octets = 0;
    UnixSeconds received_at = 0;
    std::uint8_t flags = 0;
    std::string keywords;
};

/// Where a queued recipient stands.
enum class QueueState {
    waits = 0,   // for its next try
    held = 1,    // by an operator: left alone until released
    dropped = 2, // by an operator: until `erase_at` it can be restored
};

/// One recipient of a message for another domain.
struct QueueRow {
    QueueId id = 0;
    BodyId body_id = 0;
    std::string sender; // empty: the null sender
    std::string recipient;
    std::string domain;      // of the recipient, lower case
    std::int64_t octets = 0; // of the message
    UnixSeconds queued_at = 0;
    std::int64_t attempts = 0;
    UnixSeconds next_try_at = 0; // when it `waits`
    QueueState state = QueueState::waits;
    UnixSeconds erase_at = 0;    // when `dropped`
    UnixSeconds last_try_at = 0; // 0 = never
    std::string last_error;      // the other server's reply, or our sentence; empty: not tried yet
    std::string last_cause;      // a name of explanations::Cause; empty: not tried yet
};

/// What the jobs of one batch touched: told to the observer after the commit.
struct Changes {
    std::vector<MailboxId> mailboxes; // new messages, flags or expunges
    bool accounts = false;
    bool queue = false;
    bool settings = false;
    bool activity = false;
};

} // namespace roost::store
