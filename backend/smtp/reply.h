// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::smtp {

/// An SMTP reply (RFC 5321 §4.2). `text` begins with the enhanced code (RFC 2034) where there is
/// one; each `\n` in it starts another line of the same reply.
struct Reply {
    Reply(int c, std::string t) : code(c), text(std::move(t)) {}
    int code; // second digit 0..5: Delta Chat's parser takes no other (protocol.md B4)
    std::string text;
    bool operator==(const Reply&) const = default;
};

/// The reply as it goes over the wire, CRLF included: a space or `-` after the code on each line,
/// and nothing but printable ASCII, cut to what a line may hold, whatever a peer made us repeat.
std::string wire(const Reply& reply);

/// What was asked for when it was refused.
enum class Step { command, login, message };

/// The one place where our Code becomes an SMTP reply.
Reply refusal(const Error& error, Step step);

} // namespace roost::smtp
