// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/address_text.h"

#include "shared/base/text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <vector>

namespace roost::settings {

namespace {

constexpr std::size_t MaxLabelOctets = 63;   // RFC 1035 §2.3.4
constexpr std::size_t MaxDomainOctets = 253; // the same, as text
constexpr std::size_t MaxAddresses = 16;     // more is a mistake

bool isAddress(int family, const std::string& text)
{
    std::array<unsigned char, 16> octets{};
    return ::inet_pton(family, text.c_str(), octets.data()) == 1;
}

bool isLabel(std::string_view label)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !label.empty() && label.size() <= MaxLabelOctets && std::ranges::all_of(label, fits)
           && !label.starts_with('-') && !label.ends_with('-');
}

} // namespace

std::optional<std::string> domainText(std::string_view text)
{
    const std::string domain = lower(text);
    if (domain.starts_with('[') && domain.ends_with(']'))
        return isAddress(AF_INET, domain.substr(1, domain.size() - 2)) ? std::optional(domain)
                                                                       : std::nullopt;
    if (domain.size() > MaxDomainOctets || isAddress(AF_INET, domain)) return std::nullopt;
    const auto labels = split(domain, '.');
    if (labels.size() < 2 || !std::ranges::all_of(labels, isLabel)) return std::nullopt;
    return domain;
}

std::optional<std::string> addressesText(std::string_view text)
{
    std::vector<std::string> seen;
    std::string result;
    for (const auto part : split(text, ' ')) {
        const std::string address(trimmed(part));
        if (address.empty() || std::ranges::find(seen, address) != seen.end()) continue;
        if (!isAddress(AF_INET, address) && !isAddress(AF_INET6, address)) return std::nullopt;
        if (seen.size() == MaxAddresses) return std::nullopt;
        result += (result.empty() ? "" : " ") + address;
        seen.push_back(address);
    }
    return result;
}

} // namespace roost::settings
