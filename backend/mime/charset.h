// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::mime {

/// The charsets that mail is written in, and no others: a sender shall not choose among hundreds of
/// rarely used converters, nor fill GMime's table of charset names, which never forgets one.
bool isKnownCharset(std::string_view name);

/// `text` in UTF-8; as it is when the charset is unknown. What does not convert becomes "?".
std::string utf8From(std::string text, std::string_view charset);

} // namespace roost::mime
