// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/message_store.h"

#include <string>
#include <string_view>
#include <vector>

namespace roost::store {

/// The keywords that `change` makes of `present` (both as MessageRow::keywords): each once whatever
/// its case (RFC 3501 §2.3.2), in the case first seen.
std::string changedKeywords(std::string_view present, const FlagChange& change);

/// Whether there are at most 64, none empty or longer than 64 octets.
bool areKeywordsAdmissible(const std::vector<std::string>& keywords);
/// The same for the text of a MessageRow.
bool areKeywordsAdmissible(std::string_view keywords);

} // namespace roost::store
