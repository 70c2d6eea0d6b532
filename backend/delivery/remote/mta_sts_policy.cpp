// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/mta_sts_policy.h"

#include "shared/base/text.h"

#include <algorithm>
#include <charconv>

namespace roost::delivery::remote {
namespace {

constexpr std::size_t MaxIdOctets = 32;       // RFC 8461 §3.1
constexpr std::size_t MaxPatternOctets = 255; // RFC 1035 §2.3.4, with `*.`
constexpr std::size_t MaxAgeDigits = 10;      // RFC 8461 §3.2
constexpr std::string_view Version = "STSv1";

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isPattern(std::string_view text)
{
    if (text.starts_with("*.")) text.remove_prefix(2);
    return !text.empty() && text.size() <= MaxPatternOctets && !text.starts_with('.')
           && std::ranges::all_of(
               text, [](char c) { return isLetterOrDigit(c) || c == '-' || c == '_' || c == '.'; });
}

std::optional<std::int64_t> ageIn(std::string_view text)
{
    std::int64_t age = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), age);
    if (error != std::errc() || end != text.data() + text.size() || text.size() > MaxAgeDigits
        || age < 0)
        return std::nullopt;
    return std::min(age, MtaStsPolicy::LongestAge);
}

std::optional<MtaStsPolicy::Mode> modeIn(std::string_view text)
{
    if (text == "enforce") return MtaStsPolicy::Mode::enforce;
    if (text == "testing") return MtaStsPolicy::Mode::testing;
    if (text == "none") return MtaStsPolicy::Mode::none;
    return std::nullopt;
}

/// `name` and `value` of "name<mark> value", both without spaces around.
bool divide(std::string_view text, char mark, std::string_view& name, std::string_view& value)
{
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return false;
    name = trimmed(text.substr(0, at));
    value = trimmed(text.substr(at + 1));
    return true;
}

/// What the lines say so far. Of fields other than mx the first counts.
struct Reading {
    std::optional<std::string_view> version;
    std::optional<std::string_view> mode;
    std::optional<std::string_view> max_age;
    std::vector<std::string> patterns;

    bool take(std::string_view name, std::string_view value)
    {
        if (name == "version" && !version) version = value;
        if (name == "mode" && !mode) mode = value;
        if (name == "max_age" && !max_age) max_age = value;
        if (name != "mx") return true;
        if (!isPattern(value) || patterns.size() == MtaStsPolicy::MaxPatterns) return false;
        patterns.push_back(lower(value));
        return true;
    }
};

Error invalid(std::string_view why)
{
    return Error(Code::invalid, "MTA-STS policy: " + std::string(why));
}

} // namespace

Result<MtaStsPolicy> MtaStsPolicy::parse(std::string_view text)
{
    Reading reading;
    for (const std::string_view line : split(text, '\n')) {
        std::string_view name;
        std::string_view value;
        if (trimmed(line).empty()) continue;
        if (!divide(line, ':', name, value)) return invalid("a line is no field");
        if (!reading.take(name, value)) return invalid("bad or too many hosts");
    }
    const auto mode = modeIn(reading.mode.value_or(""));
    const auto age = ageIn(reading.max_age.value_or(""));
    if (reading.version != Version) return invalid("unknown version");
    if (!mode) return invalid("unknown mode");
    if (!age) return invalid("no max_age");
    if (*mode != Mode::none && reading.patterns.empty()) return invalid("no hosts");
    MtaStsPolicy policy;
    policy.mode = *mode;
    policy.patterns = std::move(reading.patterns);
    policy.max_age = *age;
    return policy;
}

bool MtaStsPolicy::allows(std::string_view host) const
{
    if (mode != Mode::enforce) return true;
    return std::ranges::any_of(patterns, [host](std::string_view pattern) {
        if (!pattern.starts_with("*.")) return equalNoCase(pattern, host);
        const auto dot = host.find('.'); // RFC 8461 §4.1: `*` is exactly one label
        return dot != 0 && dot != std::string_view::npos
               && equalNoCase(pattern.substr(1), host.substr(dot));
    });
}

std::optional<std::string> mtaStsId(const std::vector<std::string>& texts)
{
    std::optional<std::string> id;
    for (const std::string& text : texts) {
        const auto parts = split(text, ';');
        if (trimmed(parts[0]) != "v=STSv1") continue;
        if (id) return std::nullopt; // RFC 8461 §3.1: two are as none
        id = "";
        for (std::size_t i = 1; i < parts.size(); ++i) {
            std::string_view name;
            std::string_view value;
            if (id->empty() && divide(parts[i], '=', name, value) && name == "id") id = value;
        }
    }
    if (!id || id->empty() || id->size() > MaxIdOctets
        || !std::ranges::all_of(*id, isLetterOrDigit))
        return std::nullopt;
    return id;
}

} // namespace roost::delivery::remote
