// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/search_match.h"

#include "shared/base/text.h"

#include <algorithm>

namespace roost::imap {

namespace {

bool contains(const SequenceSet& set, std::uint64_t number, std::uint64_t last)
{
    return std::ranges::any_of(set.ranges, [&](const SequenceSet::Range& range) {
        const std::uint64_t a = range.first == 0 ? last : range.first;
        const std::uint64_t b = range.last == 0 ? last : range.last;
        return number >= std::min(a, b) && number <= std::max(a, b);
    });
}

bool hasKeyword(std::string_view keywords, std::string_view wanted)
{
    return std::ranges::any_of(split(keywords, ' '), [&](std::string_view keyword) {
        return !keyword.empty() && equalNoCase(keyword, wanted);
    });
}

std::int64_t dayOf(UnixSeconds at)
{
    return at >= 0 ? at / SecondsPerDay : (at - SecondsPerDay + 1) / SecondsPerDay;
}

bool matchesText(const SearchKey& key, mime::Message& text)
{
    const auto day = [&] { return text.sentDay(); };
    switch (key.kind) {
    case SearchKind::sent_before: return day() && *day() < key.number;
    case SearchKind::sent_on: return day() && *day() == key.number;
    case SearchKind::sent_since: return day() && *day() >= key.number;
    case SearchKind::header: return text.headerContains(key.field, key.text);
    case SearchKind::body: return text.bodyContains(key.text);
    case SearchKind::text: return text.textContains(key.text);
    default: return false;
    }
}

/// All (or, with `any`, one) of the children; what is decided without a text is decided.
std::optional<bool> matchesChildren(const SearchKey& key, const Candidate& candidate, bool any)
{
    bool is_open = false;
    for (const auto& child : key.children) {
        const auto result = matches(child, candidate);
        if (!result)
            is_open = true;
        else if (*result == any)
            return any;
    }
    if (is_open) return std::nullopt;
    return !any;
}

} // namespace

std::optional<bool> matches(const SearchKey& key, const Candidate& candidate)
{
    const auto& row = candidate.row;
    switch (key.kind) {
    case SearchKind::all: return true;
    case SearchKind::none: return false;
    case SearchKind::both: return matchesChildren(key, candidate, false);
    case SearchKind::either: return matchesChildren(key, candidate, true);
    case SearchKind::inverted: {
        const auto result = matches(key.children.front(), candidate);
        if (!result) return std::nullopt;
        return !*result;
    }
    case SearchKind::flag: return (row.flags & key.bits) != 0;
    case SearchKind::keyword: return hasKeyword(row.keywords, key.text);
    case SearchKind::sequence: return contains(key.set, candidate.sequence, candidate.exists);
    case SearchKind::uid: return contains(key.set, row.uid, candidate.last_uid);
    case SearchKind::larger: return row.octets > key.number;
    case SearchKind::smaller: return row.octets < key.number;
    case SearchKind::before: return dayOf(row.received_at) < key.number;
    case SearchKind::on: return dayOf(row.received_at) == key.number;
    case SearchKind::since: return dayOf(row.received_at) >= key.number;
    case SearchKind::modseq: return row.modseq >= key.number;
    case SearchKind::sent_before:
    case SearchKind::sent_on:
    case SearchKind::sent_since:
    case SearchKind::header:
    case SearchKind::body:
    case SearchKind::text: break;
    }
    if (!candidate.text) return std::nullopt;
    return matchesText(key, *candidate.text);
}

} // namespace roost::imap
