// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/sequence_set.h"

#include <charconv>

namespace roost::imap {

namespace {

/// nz-number or `*`; advances `text`.
std::optional<std::uint32_t> takeNumber(std::string_view& text)
{
    if (text.starts_with('*')) {
        text.remove_prefix(1);
        return 0;
    }
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || value == 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

} // namespace

std::optional<SequenceSet> SequenceSet::parse(std::string_view text)
{
    SequenceSet set;
    while (true) {
        const auto first = takeNumber(text);
        if (!first) return std::nullopt;
        auto last = first;
        if (text.starts_with(':')) {
            text.remove_prefix(1);
            last = takeNumber(text);
            if (!last) return std::nullopt;
        }
        set.ranges.push_back(Range{*first, *last});
        if (text.empty()) return set;
        if (!text.starts_with(',')) return std::nullopt;
        text.remove_prefix(1);
    }
}

} // namespace roost::imap
