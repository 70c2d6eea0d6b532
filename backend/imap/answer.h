// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace roost::imap {

enum class Status { ok, no, bad, said }; // said: the handler has answered itself

/// The tagged response of a command, its tag not yet before it (RFC 3501 §7.1). The text is 7 bit.
struct Answer {
    Answer(Status s, std::string t) : status(s), text(std::move(t)) {}
    Status status;
    std::string text;
};

inline Answer ok(std::string text)
{
    return Answer(Status::ok, std::move(text));
}

inline Answer no(std::string text)
{
    return Answer(Status::no, std::move(text));
}

inline Answer bad(std::string text)
{
    return Answer(Status::bad, std::move(text));
}

inline Answer badArguments()
{
    return Answer(Status::bad, "Invalid arguments.");
}

/// The one place where our refusals become IMAP responses (codes of RFC 5530). Temporary trouble
/// never says "authentication": clients would take it for a wrong password (protocol.md A22).
Answer refusal(const Error& error);

/// "OK", "NO" or "BAD".
std::string_view statusName(Status status);

} // namespace roost::imap
