// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/addresses.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace roost::net::dns {
namespace {

namespace ip = boost::asio::ip;

template <class Address>
Address fromOctets(std::string_view rdata)
{
    typename Address::bytes_type octets;
    std::ranges::copy(rdata, octets.begin());
    return Address(octets);
}

std::optional<ip::address> address(std::string_view rdata)
{
    if (rdata.size() == 4) return fromOctets<ip::address_v4>(rdata);
    if (rdata.size() == 16) return fromOctets<ip::address_v6>(rdata);
    return std::nullopt;
}

} // namespace

std::vector<ip::address> addresses(const Answer& answer)
{
    std::vector<ip::address> all;
    for (const std::string& rdata : answer.records)
        if (const auto one = address(rdata)) all.push_back(*one);
    return all;
}

} // namespace roost::net::dns
