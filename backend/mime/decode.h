// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What GMime does for us. Any thread; the library is set up at the first call.
namespace roost::mime {

/// A header field's value with its encoded words (RFC 2047) and raw 8-bit octets as UTF-8.
std::string decodedField(std::string_view value);
/// A body without its transfer encoding (RFC 2045 §6.7, §6.8, uuencode); unknown ones as they are.
std::string decodedBody(std::string_view body, std::string_view encoding);
/// `text` in UTF-8; as it is when the charset is unknown. What does not convert becomes "?".
std::string utf8From(std::string text, std::string_view charset);

/// `text` with anything that is not UTF-8, NUL included, as U+FFFD.
std::string validUtf8(std::string text);
/// For comparing without case: Unicode case folding of `validUtf8`.
std::string caseFolded(std::string text);

} // namespace roost::mime
