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
constexpr std::size_t MaxNameOctets = 64;    // RFC 5321 §4.5.3.1.1
constexpr std::size_t MaxAddresses = 16;     // more is a mistake
constexpr std::size_t MaxDomains = 100;      // the same
constexpr std::size_t MaxPortDigits = 5;
constexpr std::string_view CertificateBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view CertificateEnd = "-----END CERTIFICATE-----";

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

bool isAtom(std::string_view word)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    };
    return !word.empty() && std::ranges::all_of(word, fits);
}

std::optional<std::string> addressText(std::string_view text)
{
    std::string address(text);
    if (!isAddress(AF_INET, address) && !isAddress(AF_INET6, address)) return std::nullopt;
    return address;
}

bool isPort(std::string_view text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || text.size() > MaxPortDigits || !std::ranges::all_of(text, isDigit))
        return false;
    const int port = std::stoi(std::string(text));
    return port > 0 && port <= 65535;
}

/// An IP address, alone or with a port.
std::optional<std::string> serverText(std::string_view text)
{
    if (const auto address = addressText(text)) return address;
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || !isPort(text.substr(colon + 1))) return std::nullopt;
    const std::string_view host = text.substr(0, colon);
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    const bool is_known = is_bracketed
                              ? isAddress(AF_INET6, std::string(host.substr(1, host.size() - 2)))
                              : isAddress(AF_INET, std::string(host));
    return is_known ? std::optional<std::string>(text) : std::nullopt;
}

bool isBase64(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+'
           || c == '/' || c == '=';
}

/// Base64 in lines of 64, each begun with a line feed: what was pasted into one line comes with
/// spaces in their place.
std::optional<std::string> base64Lines(std::string_view text)
{
    constexpr std::size_t LineOctets = 64; // RFC 7468 §2
    std::string lines;
    std::size_t column = LineOctets;
    for (const char c : text) {
        if (c == ' ' || c == '\r' || c == '\n') continue;
        if (!isBase64(c)) return std::nullopt;
        if (column == LineOctets) lines += '\n';
        column = column == LineOctets ? 1 : column + 1;
        lines += c;
    }
    if (lines.empty()) return std::nullopt;
    return lines;
}

/// The words of `text` in the form `normal` gives them, each once; nothing when one has none.
template <class Normal>
std::optional<std::string> listText(std::string_view text, std::size_t most, Normal normal)
{
    std::vector<std::string> seen;
    std::string result;
    for (const auto part : split(text, ' ')) {
        const auto word = trimmed(part);
        if (word.empty()) continue;
        const std::optional<std::string> form = normal(word);
        if (!form) return std::nullopt;
        if (std::ranges::find(seen, *form) != seen.end()) continue;
        if (seen.size() == most) return std::nullopt;
        result += (result.empty() ? "" : " ") + *form;
        seen.push_back(*form);
    }
    return result;
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

std::optional<std::string> mailAddressText(std::string_view text)
{
    if (text.empty()) return std::string();
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || at > MaxNameOctets) return std::nullopt;
    const auto name = text.substr(0, at);
    const auto words = split(name, '.'); // dot-atom, RFC 5322 §3.2.3
    const auto domain = domainText(text.substr(at + 1));
    if (!domain || !std::ranges::all_of(words, isAtom)) return std::nullopt;
    return std::string(name) + "@" + *domain;
}

std::optional<std::string> addressesText(std::string_view text)
{
    return listText(text, MaxAddresses, addressText);
}

std::optional<std::string> domainsText(std::string_view text)
{
    return listText(text, MaxDomains, domainText);
}

std::optional<std::string> serversText(std::string_view text)
{
    return listText(text, MaxAddresses, serverText);
}

std::optional<std::string> selectorText(std::string_view text)
{
    std::string selector = lower(text);
    return isLabel(selector) ? std::optional(std::move(selector)) : std::nullopt;
}

std::optional<std::string> certificatesText(std::string_view text)
{
    std::string result;
    for (std::string_view rest = trimmed(text); !rest.empty(); rest = trimmed(rest)) {
        const auto end = rest.find(CertificateEnd);
        if (!rest.starts_with(CertificateBegin) || end == std::string_view::npos)
            return std::nullopt;
        const auto lines = base64Lines(rest.substr(0, end).substr(CertificateBegin.size()));
        if (!lines) return std::nullopt;
        result +=
            std::string(CertificateBegin) + *lines + "\n" + std::string(CertificateEnd) + "\n";
        rest.remove_prefix(end + CertificateEnd.size());
    }
    return result;
}

} // namespace roost::settings
