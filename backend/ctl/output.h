// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::ctl {

/// Without control characters, which could change the terminal.
std::string printable(std::string_view text);

/// 1.5 MB, 20 KB, 17 octets; powers of 1024, as settings take them.
std::string octetsText(std::int64_t octets);
/// 3 days 4 h, 5 h 20 min, 42 s: the two largest units.
std::string durationText(std::int64_t seconds);
/// 2026-05-17 18:04, local time; "never" for 0.
std::string timeText(std::int64_t unix_seconds);

/// Columns as wide as they must be, two spaces between, the first row as it is.
std::string tableText(const std::vector<std::vector<std::string>>& rows);

} // namespace roost::ctl
