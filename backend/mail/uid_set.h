// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace roost::mail {

using Uid = std::uint32_t; // 1..2^32-1, RFC 3501 §2.3.1.1

struct UidRange {
    Uid first = 1;
    Uid last = 1; // inclusive
    bool operator==(const UidRange&) const = default;
};

/// A set of UIDs as sorted, disjoint, non-adjacent ranges: a mailbox of any size is a few numbers.
class UidSet {
public:
    UidSet() = default;
    UidSet(std::initializer_list<UidRange> ranges);
    void add(Uid uid) { add(UidRange{uid, uid}); }
    void add(UidRange range);
    void remove(Uid uid);
    bool contains(Uid uid) const;
    bool empty() const { return ranges_.empty(); }
    /// How many UIDs there are.
    std::uint64_t count() const;
    std::span<const UidRange> ranges() const { return ranges_; }
    /// The UID at `position` (0-based) in ascending order; position < count().
    Uid at(std::uint64_t position) const;
    /// How many UIDs of the set are less than `uid`: its sequence number less one, if it is in.
    std::uint64_t rank(Uid uid) const;
    /// Those that are in both.
    UidSet intersected(const UidSet& other) const;
    /// "1:3,7" as in RFC 3501 §9 sequence-set; empty for an empty set.
    std::string text() const;
    bool operator==(const UidSet&) const = default;

private:
    std::vector<UidRange> ranges_;
};

} // namespace roost::mail
