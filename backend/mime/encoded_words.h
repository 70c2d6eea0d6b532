// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::mime {

/// A header field's value as one line with its encoded words (RFC 2047) in UTF-8. Words in a
/// charset we do not know stay as they are, and so do raw 8-bit octets.
std::string decodedField(std::string_view value);

} // namespace roost::mime
