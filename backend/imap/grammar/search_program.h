// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/arguments.h"
#include "backend/imap/grammar/sequence_set.h"
#include "backend/store/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roost::imap {

enum class SearchKind {
    all,         // every message
    none,        // no message: RECENT and NEW, as we keep no \Recent
    both,        // all of `children`
    either,      // any of `children`
    inverted,    // not children[0]
    flag,        // `bits` set
    keyword,     // `text` among the keywords
    sequence,    // `set`, sequence numbers
    uid,         // `set`, UIDs
    larger,      // octets > number
    smaller,     // octets < number
    before,      // received on a day < number
    on,          //                    =
    since,       //                    >=
    sent_before, // the same with the Date field
    sent_on,
    sent_since,
    modseq, // modseq >= number (RFC 7162 §3.1.5)
    header, // `field` contains `text`
    body,   // the text contains `text`
    text,   // header or text contains `text`
};

/// A search key with what belongs to it (RFC 3501 §6.4.4).
struct SearchKey {
    SearchKind kind = SearchKind::all;
    std::uint8_t bits = 0;
    std::int64_t number = 0;
    std::string field;
    std::string text;
    SequenceSet set;
    std::vector<SearchKey> children;

    /// Some key looks into the message itself.
    bool readsMessage() const;
    bool has(SearchKind wanted) const;
};

struct SearchProgram {
    SearchKey key;
    bool is_charset_known = true; // US-ASCII or UTF-8; else NO [BADCHARSET]
};

constexpr int MaxSearchDepth = 16;
constexpr std::size_t MaxSearchKeys = 512; // of one command, at all levels

/// All after SEARCH. Nothing when malformed or beyond the limits above.
std::optional<SearchProgram> parseSearch(Arguments& arguments);

} // namespace roost::imap
