// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/date.h"

#include <array>
#include <chrono>
#include <fmt/format.h>

namespace roost::mail {
namespace {

constexpr std::array Days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array Months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

} // namespace

std::string formatDate(UnixSeconds at)
{
    const std::chrono::sys_seconds instant{std::chrono::seconds(at)};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(instant - day);
    return fmt::format(
        "{}, {} {} {:04} {:02}:{:02}:{:02} +0000", Days[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(date.day()), Months[static_cast<unsigned>(date.month()) - 1],
        static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
        time.seconds().count());
}

} // namespace roost::mail
