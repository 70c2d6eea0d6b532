// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mime/content.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace roost::mime {

/// A message or one MIME part of it; views into the octets it was split from.
///
/// We split it ourselves because IMAP hands out the very octets of parts, and their offsets are
/// what a parser made for rewriting messages does not keep.
struct Part {
    std::string_view header; // closing empty line included
    std::string_view body; // without the line end that belongs to the delimiter (RFC 2046 §5.1.1)
    ContentType content;   // after our corrections, see below
    std::vector<Part> children;

    /// Has children, one at least.
    bool isMultipart() const { return content.is("multipart"); }
    /// Has one child: the embedded message.
    bool isMessage() const { return content.is("message", "rfc822"); }
    std::string_view octets() const; // header and body
};

/// The tree of a message. A multipart without any delimiter becomes text/plain, what lies deeper
/// than MaxDepth or is an encoded message (RFC 2045 §6.4) application/octet-stream; after MaxParts
/// delimiters no longer count.
Part splitMessage(std::string_view message);

/// The part with the number `path` (RFC 3501 §6.4.5), `root` for the empty one; null when there
/// is none.
const Part* partAt(const Part& root, const std::vector<std::uint32_t>& path);

} // namespace roost::mime
