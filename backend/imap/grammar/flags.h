// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/arguments.h"
#include "backend/store/types.h"

#include <optional>
#include <string>
#include <vector>

namespace roost::imap {

/// The flags a client names: system flags as bits, the rest as keywords.
struct FlagList {
    std::uint8_t flags = 0;
    std::vector<std::string> keywords;
};

constexpr std::size_t MaxKeywords = 64;      // of one message
constexpr std::size_t MaxKeywordOctets = 64; // each; the store has the same limits

/// "(\Seen $Forwarded)", or the same without parentheses where STORE allows it (RFC 3501 §9).
/// \Recent is ignored: it cannot be set. Nothing for malformed lists and unknown system flags.
std::optional<FlagList> parseFlags(Arguments& arguments, bool may_be_bare);

/// Keywords as the store keeps them: sorted, without doubles, separated by one space.
std::string joinedKeywords(std::vector<std::string> keywords);

/// The flag of one name after the backslash, such as "Seen"; 0 when there is none.
std::uint8_t systemFlag(std::string_view name);

/// Adds "(\Seen \Deleted $Forwarded)".
void appendFlags(std::string& out, std::uint8_t flags, std::string_view keywords);

} // namespace roost::imap
