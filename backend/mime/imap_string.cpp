// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/message.h"

#include <algorithm>

namespace roost::mime {

namespace {

constexpr std::size_t MaxQuotedOctets = 1000; // longer ones are cheaper to read as literals

bool isQuotable(char c) // RFC 3501 §9 TEXT-CHAR
{
    return (c & 0x80) == 0 && c != '\r' && c != '\n' && c != '\0';
}

} // namespace

std::string imapString(std::optional<std::string_view> value)
{
    if (!value) return "NIL";
    if (value->size() > MaxQuotedOctets || !std::ranges::all_of(*value, isQuotable)) {
        std::string literal = "{" + std::to_string(value->size()) + "}\r\n";
        return literal.append(*value);
    }
    std::string quoted = "\"";
    for (const char c : *value) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted += '"';
}

} // namespace roost::mime
