// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace roost::imap {

/// "2:4,7,9:*" as written (RFC 3501 §9 sequence-set); 0 stands for `*`.
struct SequenceSet {
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        bool operator==(const Range&) const = default;
    };
    std::vector<Range> ranges;

    /// Nothing when `text` is no sequence-set.
    static std::optional<SequenceSet> parse(std::string_view text);
};

} // namespace roost::imap
