// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::mail {

/// A mail address, `local@domain`; the domain may be an address literal `[1.2.3.4]` or `[IPv6:..]`.
struct Address {
    std::string local;  // as written, quotes removed
    std::string domain; // lower case, in ASCII: labels beyond it have become A-labels

    /// An addr-spec without angle brackets (RFC 5321 §4.1.2; UTF-8 tolerated, RFC 6531, of which
    /// only the local part is kept). An underscore may stand in a domain: test relays are named so.
    /// Errors: invalid.
    static Result<Address> parse(std::string_view text);
    /// From parts that were unquoted already; checks lengths and characters as `parse`.
    /// Errors: invalid.
    static Result<Address> assemble(std::string local, std::string_view domain);
    /// `local@domain` in lower case: how accounts are named and compared.
    std::string key() const;
    /// `key()` without a `+extension` of the local part (protocol.md B14).
    std::string mailboxKey() const;
    /// As it is written into commands and header fields: the local part in quotes if it needs them.
    std::string text() const;
    bool isLiteral() const { return domain.starts_with('['); }
    bool operator==(const Address&) const = default;
};

/// What stands inside MAIL FROM:<...> or RCPT TO:<...>, brackets included, with optional source
/// route (RFC 5321 §4.1.2, route ignored). An empty path gives an Address with both parts empty.
/// `rest` gets what follows the closing bracket (parameters), a view into `text`.
/// Errors: invalid.
Result<Address> parsePath(std::string_view text, std::string_view& rest);

} // namespace roost::mail
