// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/decode.h"

#include "shared/base/text.h"

#include <algorithm>
#include <optional>

namespace roost::net::dns {
namespace {

constexpr std::size_t MaxName = 253; // RFC 1035 §2.3.4, as text
constexpr std::size_t MaxLabel = 63;

std::size_t octet(char c)
{
    return static_cast<unsigned char>(c);
}

bool isNameOctet(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
           || c == '_' || c == '/';
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= MaxLabel && std::ranges::all_of(label, isNameOctet);
}

/// A name as it stands in rdata, which must end with it; the root is an empty text.
std::optional<std::string> wireName(std::string_view rdata)
{
    std::string name;
    while (!rdata.empty() && rdata.front() != '\0') {
        const std::size_t length = octet(rdata.front()); // a pointer is longer than any label
        const std::string_view label = rdata.substr(1, length);
        if (label.size() != length || !isLabel(label)) return std::nullopt;
        if (!name.empty()) name += '.';
        name += lower(label);
        if (name.size() > MaxName) return std::nullopt;
        rdata.remove_prefix(1 + length);
    }
    if (rdata.size() != 1) return std::nullopt;
    return name;
}

std::optional<MxHost> mxHost(std::string_view rdata)
{
    if (rdata.size() < 3) return std::nullopt;
    auto name = wireName(rdata.substr(2));
    if (!name) return std::nullopt;
    const auto preference = static_cast<std::uint16_t>(octet(rdata[0]) << 8 | octet(rdata[1]));
    return MxHost{preference, std::move(*name)};
}

std::optional<std::string> text(std::string_view rdata)
{
    if (rdata.empty()) return std::nullopt; // RFC 1035 §3.3.14: one or more strings
    std::string whole;
    while (!rdata.empty()) {
        const std::size_t length = octet(rdata.front());
        if (rdata.size() < 1 + length) return std::nullopt;
        whole += rdata.substr(1, length);
        rdata.remove_prefix(1 + length);
    }
    return whole;
}

bool isNull(const MxHost& host)
{
    return host.name.empty();
}

} // namespace

Result<std::vector<MxHost>> mxHosts(const Answer& answer)
{
    std::vector<MxHost> hosts;
    for (const std::string& rdata : answer.records)
        if (auto host = mxHost(rdata)) hosts.push_back(std::move(*host));
    const bool is_all_null = std::ranges::all_of(hosts, isNull);
    if (is_all_null && hosts.size() == answer.records.size()) {
        if (!hosts.empty()) hosts.erase(hosts.begin() + 1, hosts.end());
        return hosts;
    }
    std::erase_if(hosts, isNull); // RFC 7505 §3: nobody publishes it beside others
    if (hosts.empty()) return Error(Code::invalid, "the MX records name no host");
    std::ranges::stable_sort(hosts, {}, &MxHost::preference);
    if (hosts.size() > MaxMxHosts) hosts.erase(hosts.begin() + MaxMxHosts, hosts.end());
    return hosts;
}

std::vector<std::string> texts(const Answer& answer)
{
    std::vector<std::string> all;
    for (const std::string& rdata : answer.records)
        if (auto whole = text(rdata)) all.push_back(std::move(*whole));
    return all;
}

std::vector<Tlsa> tlsas(const Answer& answer)
{
    std::vector<Tlsa> all;
    for (const std::string& rdata : answer.records) {
        if (rdata.size() < 4) continue;
        all.push_back({static_cast<std::uint8_t>(rdata[0]), static_cast<std::uint8_t>(rdata[1]),
                       static_cast<std::uint8_t>(rdata[2]), rdata.substr(3)});
    }
    return all;
}

std::string tlsaName(std::uint16_t port, std::string_view host)
{
    return "_" + std::to_string(port) + "._tcp." + std::string(host);
}

bool isName(std::string_view name)
{
    if (name.ends_with('.')) name.remove_suffix(1);
    return name.size() <= MaxName && std::ranges::all_of(split(name, '.'), isLabel);
}

} // namespace roost::net::dns
