// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/search_program.h"
#include "backend/mime/message.h"
#include "backend/store/types.h"

#include <cstdint>
#include <optional>

namespace roost::imap {

/// One message as SEARCH looks at it.
struct Candidate {
    const store::MessageRow& row;
    std::uint64_t sequence = 0;
    std::uint64_t exists = 0;      // messages in the mailbox: what `*` is
    store::Uid last_uid = 0;       // the same for UIDs
    mime::Message* text = nullptr; // null: not loaded (yet)
};

/// Whether `key` holds; nothing when that depends on a text that is not loaded.
std::optional<bool> matches(const SearchKey& key, const Candidate& candidate);

} // namespace roost::imap
