// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::explanations {

/// The answer of a server, taken apart (RFC 5321 §4.2, RFC 2034).
struct Reply {
    int code = 0;       // 550; 0: it has none
    std::string status; // "5.7.1"; empty: it has none
    std::string text;   // all of it in small letters, the lines joined
};

/// Looks at the first 4096 octets; any octets will do.
Reply readReply(std::string_view octets);

} // namespace roost::explanations
