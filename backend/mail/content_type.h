// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::mail {

/// The part of a Content-Type field (RFC 2045 §5.1) that decides how a body is read.
struct ContentType {
    std::string type;     // lower case
    std::string subtype;  // lower case
    std::string boundary; // as written; empty when there is none
    bool is(std::string_view t, std::string_view s) const { return type == t && subtype == s; }
};

/// Reads the value of a Content-Type field. Values of parameters may hold characters that ought to
/// be quoted, as many writers do.
/// Errors: invalid; also for a boundary that is given twice, split or encoded (RFC 2231), empty,
/// longer than 70 octets or ends in a blank (RFC 2046 §5.1.1): readers would not agree about it.
Result<ContentType> parseContentType(std::string_view value);

/// How a body is encoded, RFC 2045 §6.
enum class TransferEncoding { identity, base64, quoted_printable };

/// Reads the value of a Content-Transfer-Encoding field; an empty one means 7bit.
/// Errors: invalid (an encoding nobody knows).
Result<TransferEncoding> parseTransferEncoding(std::string_view value);

} // namespace roost::mail
