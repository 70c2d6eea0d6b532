// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace roost::smtp {

enum class Verb {
    ehlo,
    helo,
    starttls,
    auth,
    mail,
    rcpt,
    data,
    rset,
    noop,
    help,
    vrfy,
    expn,
    quit
};

/// A command line (RFC 5321 §4.1.1).
struct Command {
    Verb verb = Verb::noop;
    std::string_view argument; // of the line that was parsed, without blanks around

    /// `line` is without its line end. Errors: invalid (octets no command may hold), not_found (no
    /// verb of ours).
    static Result<Command> parse(std::string_view line);
};

/// What MAIL says (RFC 5321 §4.1.1.2).
struct MailArgument {
    mail::Address sender;             // both parts empty: the null sender
    std::optional<std::int64_t> size; // octets announced, RFC 1870 §3

    /// `FROM:<path>` and the parameters SIZE, BODY, SMTPUTF8 and AUTH, which are those of the
    /// extensions we offer. Errors: invalid, not_found (any other parameter).
    static Result<MailArgument> parse(std::string_view argument);
};

/// `TO:<path>` of RCPT (RFC 5321 §4.1.1.3); no parameter is offered.
/// Errors: invalid (also an empty path), not_found (a parameter).
Result<mail::Address> parseRecipient(std::string_view argument);

} // namespace roost::smtp
