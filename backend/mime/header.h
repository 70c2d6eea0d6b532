// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roost::mime {

/// One line with its line end (CRLF, LF or none at the very end), taken from the front of `rest`.
std::string_view takeLine(std::string_view& rest);
/// The line that ends a header: nothing but its line end.
bool isEmptyLine(std::string_view line);

/// A header field as it stands in the message; all views into it.
struct Field {
    std::string_view name;   // empty for a line that is no field (RFC 5322 §2.2)
    std::string_view value;  // after the colon, still folded
    std::string_view octets; // the whole field with its line ends
};

/// The next field from the front of `rest`; null at the empty line or the end.
std::optional<Field> takeField(std::string_view& rest);

/// Value of the first field called `name`, still folded and at most MaxFieldOctets; null without.
std::optional<std::string_view> fieldValue(std::string_view header, std::string_view name);

/// `value` as one line (RFC 5322 §2.2.3), trimmed, without NUL, at most MaxFieldOctets.
std::string unfolded(std::string_view value);

} // namespace roost::mime
