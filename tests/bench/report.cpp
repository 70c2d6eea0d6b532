// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

namespace roost::bench {
namespace {

enum class Aim { none, at_least_times, at_most_part, at_most };

/// One line of the table, and what we want it to say: so many times the reference, at most one
/// part in so many of it, or at most so much.
struct Row {
    std::string_view key;
    std::string_view title;
    Aim aim;
    double wanted;
};

constexpr std::array Rows = {
    Row{"submit1.accepted", "3 KB to 1: accepted/s", Aim::none, 0},
    Row{"submit1.delivered", "3 KB to 1: delivered/s", Aim::at_least_times, 20},
    Row{"submit1.cpu", "3 KB to 1: CPU s per 1000 messages", Aim::at_most_part, 20},
    Row{"submit10.accepted", "3 KB to 10: accepted/s", Aim::none, 0},
    Row{"submit10.delivered", "3 KB to 10: delivered/s", Aim::at_least_times, 20},
    Row{"submit10.cpu", "3 KB to 10: CPU s per 1000 messages", Aim::at_most_part, 40},
    Row{"submit100k.accepted", "100 KB to 1: accepted/s", Aim::none, 0},
    Row{"submit100k.delivered", "100 KB to 1: delivered/s", Aim::at_least_times, 10},
    Row{"submit100k.cpu", "100 KB to 1: CPU s per 1000 messages", Aim::at_most_part, 10},
    Row{"latency.median", "quiet, MAIL to IDLE push: median ms", Aim::at_most, 2},
    Row{"latency.p95", "quiet, MAIL to IDLE push: p95 ms", Aim::at_most, 4},
    Row{"login.rate", "IMAP logins/s, fresh TLS", Aim::at_least_times, 10},
    Row{"login.cpu", "logins: CPU s per 1000", Aim::at_most_part, 10},
    Row{"idle.rss", "1000 idle: RSS KiB per client", Aim::at_most, 20},
    Row{"idle.pss", "1000 idle: PSS KiB per client", Aim::at_most, 20},
    Row{"idle.machine", "1000 idle: machine KiB per client", Aim::at_most, 32},
    Row{"idle.cpu", "1000 idle: CPU s in 40 s", Aim::at_most, 0.05},
    Row{"idle.push", "push after 40 s of silence: median ms", Aim::at_most, 2},
    Row{"many.rss", "5000 idle: RSS KiB per client", Aim::at_most, 20},
    Row{"many.pss", "5000 idle: PSS KiB per client", Aim::at_most, 20},
    Row{"many.machine", "5000 idle: machine KiB per client", Aim::at_most, 32},
    Row{"many.cpu", "5000 idle: CPU s in 40 s", Aim::none, 0},
    Row{"many.push", "push among 5000 idle: median ms", Aim::none, 0},
    Row{"crowd.logins", "10000 come: logins/s", Aim::none, 0},
    Row{"crowd.rss", "10000 idle: RSS KiB per client", Aim::at_most, 20},
    Row{"crowd.all", "10000 idle: a message for each: s", Aim::none, 0},
    Row{"crowd.push", "push among 10000 idle: median ms", Aim::none, 0},
    Row{"fetch.rate", "fetch 3 KB: messages/s", Aim::at_least_times, 2},
    Row{"fetch.cpu", "fetch 3 KB: CPU s per 1000", Aim::at_most_part, 3},
    Row{"delete.seconds", "delete 8000 messages: s", Aim::at_most, 0.2},
};

std::string number(double value)
{
    if (std::abs(value) >= 100) return fmt::format("{:.0f}", value);
    if (std::abs(value) >= 1) return fmt::format("{:.2f}", value);
    return fmt::format("{:.4f}", value);
}

std::string wanted(const Row& row)
{
    switch (row.aim) {
    case Aim::at_least_times: return fmt::format(">= {:g}x", row.wanted);
    case Aim::at_most_part: return fmt::format("<= 1/{:g}", row.wanted);
    case Aim::at_most: return fmt::format("<= {:g}", row.wanted);
    case Aim::none: break;
    }
    return "";
}

/// "yes", "no", or nothing where it cannot be told.
std::string_view isMet(const Row& row, double ours, std::optional<double> theirs)
{
    const auto said = [](bool met) { return met ? "yes" : "no"; };
    if (row.aim == Aim::at_most) return said(ours <= row.wanted);
    if (row.aim == Aim::none || !theirs) return "";
    if (row.aim == Aim::at_least_times) return said(ours >= row.wanted * *theirs);
    return said(ours * row.wanted <= *theirs);
}

std::optional<double> median(const Samples& samples, std::string_view key)
{
    const auto found = samples.find(std::string(key));
    if (found == samples.end()) return std::nullopt;
    return quantile(found->second, 0.5);
}

} // namespace

double quantile(std::vector<double> values, double which)
{
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const double place = which * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, values.size() - 1);
    const double part = place - std::floor(place);
    return values[below] * (1 - part) + values[above] * part;
}

std::string report(const std::vector<Samples>& servers)
{
    std::string out = "| figure | roost | reference | ratio | wanted | met |\n"
                      "| --- | --- | --- | --- | --- | --- |\n";
    for (const Row& row : Rows) {
        const auto ours = median(servers.at(0), row.key);
        if (!ours) continue;
        const auto theirs = servers.size() > 1 ? median(servers[1], row.key) : std::nullopt;
        const bool has_ratio = theirs && *theirs > 0 && *ours > 0;
        out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", row.title, number(*ours),
                           theirs ? number(*theirs) : "no reference",
                           has_ratio ? number(*ours / *theirs) : "", wanted(row),
                           isMet(row, *ours, theirs));
    }
    return out;
}

} // namespace roost::bench
