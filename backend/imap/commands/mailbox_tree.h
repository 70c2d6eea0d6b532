// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace roost::imap {

/// One line of LIST or LSUB.
struct TreeEntry {
    std::string name;
    std::string attributes; // "\HasNoChildren \Sent"
};

/// The mailboxes that match `pattern`, with CHILDREN (RFC 3348) and SPECIAL-USE (RFC 6154)
/// attributes. Levels that exist only as parents are listed as \Noselect where `%` asks for them
/// (RFC 3501 §6.3.8).
std::vector<TreeEntry> matchingEntries(const std::vector<store::Mailbox>& mailboxes,
                                       std::string_view pattern,
                                       bool subscribed_only);

} // namespace roost::imap
