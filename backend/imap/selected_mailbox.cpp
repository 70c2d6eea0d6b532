// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/selected_mailbox.h"

#include <algorithm>
#include <limits>

namespace roost::imap {

using store::Uid;
using store::UidRange;
using store::UidSet;

namespace {

constexpr std::size_t MaxOwnChanges = 64; // remembered; more are announced though not news

/// Ranges in ascending order, so that adding them is quick however the client mixed them.
UidSet sorted(std::vector<UidRange> ranges)
{
    std::ranges::sort(ranges, {}, &UidRange::first);
    UidSet set;
    for (const auto& range : ranges) set.add(range);
    return set;
}

} // namespace

SelectedMailbox::SelectedMailbox(const store::Mailbox& mailbox, UidSet uids, bool is_read_only)
    : id_(mailbox.id),
      uid_validity_(mailbox.uid_validity),
      is_read_only_(is_read_only),
      uid_next_(mailbox.uid_next),
      modseq_(mailbox.highest_modseq),
      expunges_(mailbox.expunges),
      uids_(std::move(uids))
{
}

std::optional<UidSet> SelectedMailbox::resolve(const SequenceSet& set, bool are_uids) const
{
    const auto count = exists();
    const Uid last_uid = count == 0 ? 0 : uids_.at(count - 1);
    const std::uint64_t last = are_uids ? last_uid : count;

    std::vector<UidRange> wanted;
    wanted.reserve(set.ranges.size());
    for (const auto& range : set.ranges) {
        const std::uint64_t a = range.first == 0 ? last : range.first;
        const std::uint64_t b = range.last == 0 ? last : range.last;
        if (a == 0 || b == 0) {
            // `*` of an empty mailbox names nothing.
            continue;
        }
        const auto from = std::min(a, b);
        const auto to = std::max(a, b);
        if (are_uids) {
            wanted.push_back(UidRange{static_cast<Uid>(from), static_cast<Uid>(to)});
        } else {
            if (to > count) return std::nullopt;
            wanted.push_back(UidRange{uids_.at(from - 1), uids_.at(to - 1)});
        }
    }
    return sorted(std::move(wanted)).intersected(uids_);
}

bool SelectedMailbox::isBehind(const store::Mailbox& now, bool may_expunge) const
{
    return now.uid_next != uid_next_ || now.highest_modseq != modseq_
           || (may_expunge && now.expunges != expunges_);
}

void SelectedMailbox::caughtUp(const store::Mailbox& now, UidSet uids, bool may_expunge)
{
    uids_ = std::move(uids);
    uid_next_ = now.uid_next;
    modseq_ = now.highest_modseq;
    if (may_expunge) expunges_ = now.expunges;
}

void SelectedMailbox::ownChange(store::ModSeq modseq)
{
    if (modseq == modseq_ + 1)
        modseq_ = modseq;
    else if (modseq > modseq_ && own_changes_.size() < MaxOwnChanges)
        own_changes_.push_back(modseq);
}

bool SelectedMailbox::isOwnChange(store::ModSeq modseq) const
{
    return std::ranges::find(own_changes_, modseq) != own_changes_.end();
}

UidSet without(const UidSet& uids, const UidSet& others)
{
    // What is left between the ranges of `others`, cut out of `uids`.
    std::vector<UidRange> gaps;
    std::uint64_t from = 1;
    for (const auto& range : others.ranges()) {
        if (range.first > from) gaps.push_back(UidRange{static_cast<Uid>(from), range.first - 1});
        from = std::uint64_t{range.last} + 1;
    }
    constexpr std::uint64_t Most = std::numeric_limits<Uid>::max();
    if (from <= Most) gaps.push_back(UidRange{static_cast<Uid>(from), static_cast<Uid>(Most)});
    return sorted(std::move(gaps)).intersected(uids);
}

} // namespace roost::imap
