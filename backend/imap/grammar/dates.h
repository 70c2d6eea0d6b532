// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace roost::imap {

/// Adds `"17-Jul-1996 02:44:25 +0000"`, quotes included (RFC 3501 §9 date-time), in UTC.
void appendDateTime(std::string& out, UnixSeconds at);

/// A date-time without its quotes; nothing when malformed.
std::optional<UnixSeconds> parseDateTime(std::string_view text);

/// "1-Feb-1994" as days since 1970 (RFC 3501 §9 date); nothing when malformed.
std::optional<std::int64_t> parseDay(std::string_view text);

} // namespace roost::imap
