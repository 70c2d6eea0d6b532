// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace roost::ctl {

std::string printable(std::string_view text)
{
    std::string result;
    for (const char c : text) result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return result;
}

std::string octetsText(std::int64_t octets)
{
    constexpr std::array Units = {"KB", "MB", "GB", "TB"};
    if (octets < 1024) return fmt::format("{} octets", octets);
    double value = static_cast<double>(octets) / 1024;
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < Units.size(); ++unit) value /= 1024;
    return fmt::format("{:.1f} {}", value, Units[unit]);
}

std::string durationText(std::int64_t seconds)
{
    if (seconds < 60) return fmt::format("{} s", seconds);
    const auto minutes = seconds / 60;
    if (minutes < 60) return fmt::format("{} min", minutes);
    const auto hours = minutes / 60;
    if (hours < 24) return fmt::format("{} h {} min", hours, minutes % 60);
    return fmt::format("{} days {} h", hours / 24, hours % 24);
}

std::string timeText(std::int64_t unix_seconds)
{
    if (unix_seconds == 0) return "never";
    const auto instant = static_cast<std::time_t>(unix_seconds);
    std::tm local{};
    ::localtime_r(&instant, &local);
    std::array<char, 32> text{};
    const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
    return {text.data(), length};
}

std::string tableText(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += fmt::format("{:<{}}  ", printable(row[i]), widths[i]);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

} // namespace roost::ctl
