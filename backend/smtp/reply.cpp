// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/reply.h"

#include <algorithm>

namespace roost::smtp {
namespace {

// A line has 512 octets at most, with its code, the separator and CRLF (RFC 5321 §4.5.3.1.5).
constexpr std::size_t MaxTextOctets = 512 - 4 - 2;

/// Appends one line of a reply. UTF-8 would be for those only who have said SMTPUTF8 (RFC 6531
/// §3.7.4), and a client needs no address back that it has just sent.
void appendLine(std::string& out, int code, char separator, std::string_view text)
{
    out += std::to_string(code);
    out += separator;
    for (const char c : text.substr(0, MaxTextOctets)) out += c >= ' ' && c <= '~' ? c : '?';
    out += "\r\n";
}

/// Trouble that may pass. The word "authentication" must not stand in it: Delta Chat would take the
/// password for wrong (protocol.md A22).
Reply temporary(Step step)
{
    if (step == Step::login) return Reply(454, "4.7.0 Temporary server problem"); // RFC 4954 §6
    return Reply(451, "4.3.0 Temporary server problem");
}

} // namespace

std::string wire(const Reply& reply)
{
    std::string out;
    out.reserve(reply.text.size() + 8);
    std::string_view rest = reply.text;
    for (;;) {
        const auto end = rest.find('\n');
        appendLine(out, reply.code, end == std::string_view::npos ? ' ' : '-', rest.substr(0, end));
        if (end == std::string_view::npos) return out;
        rest.remove_prefix(end + 1);
    }
}

Reply refusal(const Error& error, Step step)
{
    switch (error.code) {
    case Code::invalid: return Reply(501, "5.5.4 Syntax error: " + error.detail);
    case Code::not_found: return Reply(555, "5.5.4 " + error.detail);    // RFC 5321 §4.1.1.11
    case Code::denied: return Reply(535, "5.7.8 Authentication failed"); // RFC 4954 §6
    case Code::exists:
    case Code::limit:
    case Code::timeout:
    case Code::unavailable:
    case Code::corrupt:
    case Code::internal: break;
    }
    return temporary(step);
}

} // namespace roost::smtp
