// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/uid_set.h"

#include <algorithm>

namespace roost::mail {
namespace {

std::uint64_t length(UidRange range)
{
    return std::uint64_t{range.last} - range.first + 1;
}

} // namespace

UidSet::UidSet(std::initializer_list<UidRange> ranges)
{
    for (const UidRange range : ranges) add(range);
}

void UidSet::add(UidRange range)
{
    if (range.first > range.last) std::swap(range.first, range.last);
    // Appending at the end is what mailboxes do all day.
    if (ranges_.empty() || std::uint64_t{ranges_.back().last} + 1 < range.first) {
        ranges_.push_back(range);
        return;
    }
    // The ranges that overlap or touch the new one become one with it.
    const auto first = std::partition_point(ranges_.begin(), ranges_.end(), [&](UidRange r) {
        return std::uint64_t{r.last} + 1 < range.first;
    });
    const auto last = std::partition_point(
        first, ranges_.end(), [&](UidRange r) { return r.first <= std::uint64_t{range.last} + 1; });
    if (first == last) {
        ranges_.insert(first, range);
        return;
    }
    first->first = std::min(first->first, range.first);
    first->last = std::max((last - 1)->last, range.last);
    ranges_.erase(first + 1, last);
}

void UidSet::remove(Uid uid)
{
    const auto found = std::partition_point(ranges_.begin(), ranges_.end(),
                                            [&](UidRange r) { return r.last < uid; });
    if (found == ranges_.end() || found->first > uid) return;
    if (found->first == found->last) {
        ranges_.erase(found);
    } else if (found->first == uid) {
        ++found->first;
    } else if (found->last == uid) {
        --found->last;
    } else {
        const UidRange after{uid + 1, found->last};
        found->last = uid - 1;
        ranges_.insert(found + 1, after);
    }
}

bool UidSet::contains(Uid uid) const
{
    const auto found = std::partition_point(ranges_.begin(), ranges_.end(),
                                            [&](UidRange r) { return r.last < uid; });
    return found != ranges_.end() && found->first <= uid;
}

std::uint64_t UidSet::count() const
{
    std::uint64_t total = 0;
    for (const UidRange range : ranges_) total += length(range);
    return total;
}

Uid UidSet::at(std::uint64_t position) const
{
    for (const UidRange range : ranges_) {
        if (position < length(range)) return range.first + static_cast<Uid>(position);
        position -= length(range);
    }
    return 0; // no UID: the caller asked past the end
}

std::uint64_t UidSet::rank(Uid uid) const
{
    std::uint64_t less = 0;
    for (const UidRange range : ranges_) {
        if (range.last >= uid) return less + (range.first < uid ? uid - range.first : 0);
        less += length(range);
    }
    return less;
}

UidSet UidSet::intersected(const UidSet& other) const
{
    UidSet both;
    auto a = ranges_.begin();
    auto b = other.ranges_.begin();
    while (a != ranges_.end() && b != other.ranges_.end()) {
        const UidRange common{std::max(a->first, b->first), std::min(a->last, b->last)};
        if (common.first <= common.last) both.add(common);
        if (a->last < b->last)
            ++a;
        else
            ++b;
    }
    return both;
}

std::string UidSet::text() const
{
    std::string result;
    for (const UidRange range : ranges_) {
        if (!result.empty()) result += ',';
        result += std::to_string(range.first);
        if (range.last != range.first) result += ':' + std::to_string(range.last);
    }
    return result;
}

} // namespace roost::mail
