// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_tags.h"

#include "shared/base/text.h"

#include <algorithm>

namespace roost::trust {
namespace {

// libopendkim keeps tags in lists that it searches from the front.
constexpr std::size_t MaxTags = 50;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isTagName(std::string_view name)
{
    const auto fits = [](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && isLetter(name.front()) && std::ranges::all_of(name, fits);
}

/// The value without blanks; nothing when an octet is no part of any value.
std::optional<std::string> tagValue(std::string_view text)
{
    std::string value;
    for (const char c : text) {
        if (isBlank(c)) continue;
        if (c <= ' ' || c >= 0x7f) return std::nullopt;
        value += c;
    }
    return value;
}

bool addTag(std::string_view part, DkimTags& tags)
{
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || tags.size() == MaxTags) return false;
    // RFC 6376 has names in lower case only. libopendkim takes either case, so two that differ in
    // nothing else must count as one named twice.
    const std::string name = lower(trimmed(part.substr(0, equals)));
    auto value = tagValue(part.substr(equals + 1));
    return isTagName(name) && value && tags.emplace(name, std::move(*value)).second;
}

} // namespace

std::optional<DkimTags> dkimTags(std::string_view text)
{
    DkimTags tags;
    text = trimmed(text);
    while (!text.empty()) {
        const auto end = text.find(';');
        if (!addTag(text.substr(0, end), tags)) return std::nullopt;
        if (end == std::string_view::npos) break;
        text = trimmed(text.substr(end + 1));
    }
    return tags;
}

std::optional<std::string_view> tagOf(const DkimTags& tags, std::string_view name)
{
    const auto found = tags.find(name);
    if (found == tags.end()) return std::nullopt;
    return found->second;
}

bool tagOctets(std::string_view value, std::string& octets)
{
    std::string padded(value);
    while (padded.size() % 4 != 0 && padded.size() < value.size() + 2) padded += '=';
    return base64Decode(padded, octets);
}

} // namespace roost::trust
