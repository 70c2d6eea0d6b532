// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace roost::trust {

/// The `name=value` pairs of a signature or a key record: names in lower case, values without the
/// blanks and folds that mean nothing in any tag we read (RFC 6376 §3.2).
using DkimTags = std::map<std::string, std::string, std::less<>>;

/// Nothing when the list is malformed, names a tag twice, or has more than 50.
std::optional<DkimTags> dkimTags(std::string_view text);

/// The value of `name`; nothing when there is no such tag.
std::optional<std::string_view> tagOf(const DkimTags& tags, std::string_view name);

/// RFC 6376 §2.5's base64string without its blanks: the padding may be missing.
bool tagOctets(std::string_view value, std::string& octets);

} // namespace roost::trust
