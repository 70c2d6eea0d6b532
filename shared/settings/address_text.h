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

/// A mail address, its domain as of domainText(); empty for nothing. Quoted names are not taken.
std::optional<std::string> mailAddressText(std::string_view text);

/// IP addresses with one space between them, each once; nothing when one is no address.
std::optional<std::string> addressesText(std::string_view text);

/// Mail domains as of domainText() with one space between them, each once, at most 100.
std::optional<std::string> domainsText(std::string_view text);

/// IP addresses, each with or without a port (`192.0.2.53:53`, `[2001:db8::1]:53`), with one space
/// between them, at most 16.
std::optional<std::string> serversText(std::string_view text);

/// A DKIM selector of one label, in lower case (RFC 6376 §3.1 allows more; DNS forms rarely do).
std::optional<std::string> selectorText(std::string_view text);

/// PEM certificates, one after another with nothing else but white space between, in lines of 64
/// (RFC 7468 §2). Their content is judged where they are used.
std::optional<std::string> certificatesText(std::string_view text);

} // namespace roost::settings
