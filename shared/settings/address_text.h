// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roost::settings {

/// A mail domain in lower case: a name of letters, digits, hyphens and underscores in labels (RFC
/// 1035 §2.3.4; apps know `_` names as self-signed relays), or an IPv4 address in brackets. Nothing
/// for anything else; names in other scripts are given in their ASCII form.
std::optional<std::string> domainText(std::string_view text);

/// IP addresses with one space between them, each once; nothing when one is no address.
std::optional<std::string> addressesText(std::string_view text);

} // namespace roost::settings
