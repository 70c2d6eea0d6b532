// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/sequence_set.h"
#include "backend/store/types.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace roost::imap {

/// What the client knows of the mailbox it selected: which messages there are, in the order that
/// gives them their sequence numbers, and up to where changes were announced. The UIDs are ranges,
/// so a mailbox of any size is a few numbers.
class SelectedMailbox {
public:
    SelectedMailbox(const store::Mailbox& mailbox, store::UidSet uids, bool is_read_only);

    store::MailboxId id() const { return id_; }
    std::uint32_t uidValidity() const { return uid_validity_; }
    bool isReadOnly() const { return is_read_only_; }
    const store::UidSet& uids() const { return uids_; }
    std::uint64_t exists() const { return uids_.count(); }
    std::uint64_t sequenceOf(store::Uid uid) const { return uids_.rank(uid) + 1; }

    /// The messages a set names: `*` is the last one; UIDs that do not exist are left out. Nothing
    /// when a sequence number is beyond the last message (RFC 3501 §9 seq-number).
    std::optional<store::UidSet> resolve(const SequenceSet& set, bool are_uids) const;

    /// Up to where the client was told: messages below this UID, changes up to this number.
    store::Uid uidNext() const { return uid_next_; }
    store::ModSeq modseq() const { return modseq_; }
    std::int64_t expunges() const { return expunges_; }

    /// Whether `now` holds something the client was not told.
    bool isBehind(const store::Mailbox& now, bool may_expunge) const;
    /// The client has been told of everything in `now`; without `may_expunge` but for expunges.
    void caughtUp(const store::Mailbox& now, store::UidSet uids, bool may_expunge);
    /// The client itself made the change `modseq` and was answered: it need not be announced again.
    void ownChange(store::ModSeq modseq);
    bool isOwnChange(store::ModSeq modseq) const;
    void forgetOwnChanges() { own_changes_.clear(); }

private:
    store::MailboxId id_;
    std::uint32_t uid_validity_;
    bool is_read_only_;
    store::Uid uid_next_;
    store::ModSeq modseq_;
    std::int64_t expunges_;
    store::UidSet uids_;
    std::vector<store::ModSeq> own_changes_; // those after a change of others not yet told
};

/// Those of `uids` that are not in `others`.
store::UidSet without(const store::UidSet& uids, const store::UidSet& others);

} // namespace roost::imap
