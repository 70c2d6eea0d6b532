// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roost::imap {

constexpr char Delimiter = '.';               // Maildir++ style (protocol.md A39)
constexpr std::size_t MaxMailboxOctets = 255; // our limit of a mailbox name

/// The name as the store knows it: "INBOX" in any case becomes "INBOX", also as first level.
std::string mailboxName(std::string_view name);

/// Whether a mailbox may be called so: 7 bit (modified UTF-7), no wildcards, no empty level.
bool isAcceptableName(std::string_view name);

/// Adds `text` in quotes (RFC 3501 §9 quoted); it must be 7 bit without CR, LF and NUL.
void appendQuoted(std::string& out, std::string_view text);

/// LIST wildcards: `*` matches anything, `%` anything but the delimiter (RFC 3501 §6.3.8). INBOX
/// matches in any case.
bool matchesPattern(std::string_view name, std::string_view pattern);

/// What RFC 6154 calls the mailbox, by its name, such as "\Sent"; empty for most.
std::string_view specialUse(std::string_view name);

} // namespace roost::imap
