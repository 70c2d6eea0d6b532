// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/db/database.h"
#include "backend/store/types.h"
#include "shared/base/result.h"

#include <optional>
#include <vector>

namespace roost::store {

constexpr Uid MaxUid = 0xffffffff;

/// The statements over message rows that several verbs of MessageStore share.
namespace rows {

/// What a group of rows adds to the sums of its mailbox, or takes from them.
struct NewRows {
    std::int64_t count = 0;
    std::int64_t octets = 0;
    std::int64_t unseen = 0;
};

/// The UIDs from first_uid on, and the modseq, that new rows get.
struct Place {
    std::uint32_t uid_validity = 0;
    Uid first_uid = 0;
    ModSeq modseq = 0;
};

/// Takes UIDs for new rows and counts them. With no rows nothing is written.
/// Errors: not_found, limit (UIDs used up).
Result<Place> reserve(db::Database& db, MailboxId mailbox, const NewRows& added);
void insert(db::Database& db, MailboxId mailbox, const MessageRow& row);
/// Removes rows that exist, all of them in `gone` and summed in `sums`.
void remove(db::Database& db, MailboxId mailbox, const UidSet& gone, const NewRows& sums);

/// The rows of `uids`, ascending.
std::vector<MessageRow> select(db::Database& db, MailboxId mailbox, const UidSet& uids);
MessageRow read(db::Row row);
/// Count and octets of the rows of `uids`.
NewRows sum(db::Database& db, MailboxId mailbox, const UidSet& uids);

std::optional<AccountId> accountOf(db::Database& db, MailboxId mailbox);
std::int64_t usedOctets(db::Database& db, AccountId account);
std::int64_t countMessages(db::Database& db, AccountId account);

} // namespace rows
} // namespace roost::store
