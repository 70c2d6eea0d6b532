// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/grammar/arguments.h"
#include "backend/mime/message.h"
#include "backend/store/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roost::imap {

enum class FetchKind {
    uid,
    flags,
    internal_date,
    size,
    modseq,
    envelope,
    body,           // BODY without a section
    body_structure, // BODYSTRUCTURE
    section,        // BODY[...] and the RFC822 family
};

/// `<o.n>` of BODY[...].
struct Partial {
    std::uint32_t offset = 0;
    std::uint32_t octets = 0;
};

/// One data item of FETCH (RFC 3501 §6.4.5).
struct FetchItem {
    FetchKind kind = FetchKind::uid;
    mime::Section section; // of `section`
    std::optional<Partial> partial;
    bool sets_seen = false;
    std::string label; // what stands before the value in the answer
};

/// All that follows the sequence set of a FETCH.
struct FetchRequest {
    std::vector<FetchItem> items;
    std::optional<store::ModSeq> changed_since; // RFC 7162 §3.1.4.1

    bool has(FetchKind kind) const;
    bool setsSeen() const;
};

constexpr std::size_t MaxFetchItems = 64;
constexpr std::size_t MaxSectionDepth = 32;
constexpr std::size_t MaxSectionFields = 128;

/// "(FLAGS BODY.PEEK[])", a single item or a macro, with optional modifiers. Nothing when malformed
/// or beyond the limits above.
std::optional<FetchRequest> parseFetch(Arguments& arguments);

} // namespace roost::imap
