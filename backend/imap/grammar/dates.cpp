// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/dates.h"

#include "shared/base/text.h"

#include <array>
#include <chrono>
#include <fmt/format.h>

namespace roost::imap {

namespace {

constexpr std::array<std::string_view, 12> Months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// `count` digits at `at`; nothing when there are others.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<unsigned> month(std::string_view name)
{
    for (unsigned i = 0; i < Months.size(); ++i)
        if (equalNoCase(Months[i], name)) return i + 1;
    return std::nullopt;
}

/// "dd-Mon-yyyy", exactly 11 characters.
std::optional<std::int64_t> fixedDay(std::string_view text)
{
    if (text.size() != 11 || text[2] != '-' || text[6] != '-') return std::nullopt;
    const auto day = digits(text, 0, 2);
    const auto in_year = month(text.substr(3, 3));
    const auto year = digits(text, 7, 4);
    if (!day || !in_year || !year) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(*in_year),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

/// "+hhmm" in seconds.
std::optional<int> zone(std::string_view text)
{
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 3, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const int seconds = *hours * 3600 + *minutes * 60;
    if (text[0] == '+') return seconds;
    if (text[0] == '-') return -seconds;
    return std::nullopt;
}

} // namespace

void appendDateTime(std::string& out, UnixSeconds at)
{
    const std::chrono::sys_seconds instant{std::chrono::seconds(at)};
    const auto days = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(days);
    const std::chrono::hh_mm_ss time(instant - days);
    fmt::format_to(std::back_inserter(out), "\"{:2}-{}-{:04} {:02}:{:02}:{:02} +0000\"",
                   static_cast<unsigned>(date.day()),
                   Months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                   time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<UnixSeconds> parseDateTime(std::string_view text)
{
    // " 7-Jul-1996 02:44:25 -0700", the day with a space or a zero.
    if (text.size() != 26 || text[11] != ' ' || text[14] != ':' || text[17] != ':'
        || text[20] != ' ')
        return std::nullopt;
    std::string day(text.substr(0, 11));
    if (day[0] == ' ') day[0] = '0';
    const auto days = fixedDay(day);
    const auto hours = digits(text, 12, 2);
    const auto minutes = digits(text, 15, 2);
    const auto seconds = digits(text, 18, 2);
    const auto offset = zone(text.substr(21));
    if (!days || !hours || !minutes || !seconds || !offset) return std::nullopt;
    if (*hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    return *days * SecondsPerDay + *hours * 3600 + *minutes * 60 + *seconds - *offset;
}

std::optional<std::int64_t> parseDay(std::string_view text)
{
    std::string day(text);
    if (day.size() == 10) day.insert(day.begin(), '0');
    return fixedDay(day);
}

} // namespace roost::imap
