// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace roost {

/// ASCII only: other octets stay as they are, whatever the locale.
char lower(char c);
std::string lower(std::string_view text);
char upper(char c);
std::string upper(std::string_view text);

/// Equal when ASCII letters of either case count as the same.
bool equalNoCase(std::string_view a, std::string_view b);
bool startsWithNoCase(std::string_view text, std::string_view prefix);

/// Without leading and trailing spaces, tabs, CR and LF.
std::string_view trimmed(std::string_view text);

/// The parts between `separator`s; an empty text has one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// RFC 4648 §4, with padding. `base64Decode` is false for anything else.
std::string base64(std::string_view octets);
bool base64Decode(std::string_view text, std::string& octets);

/// Percent-encoding of everything outside RFC 3986 §2.3's unreserved characters and `keep`.
std::string percentEncode(std::string_view text, std::string_view keep = {});

} // namespace roost
