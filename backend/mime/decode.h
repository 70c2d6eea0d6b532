// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// What GMime does for us. Any thread.
namespace roost::mime {

/// Before the first call into GMime; any thread, does something only once.
void setUpGMime();

/// A body without its transfer encoding (RFC 2045 §6.7, §6.8, uuencode); unknown ones as they are.
std::string decodedBody(std::string_view body, std::string_view encoding);

/// `text` with anything that is not UTF-8, NUL included, as U+FFFD.
std::string validUtf8(std::string text);
/// For comparing without case: Unicode case folding of `validUtf8`.
std::string caseFolded(std::string text);

} // namespace roost::mime
