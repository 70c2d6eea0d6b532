// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/origin.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <cstring>

namespace roost::net {
namespace {

namespace ip = boost::asio::ip;

Origin ofV4(const ip::address_v4& address)
{
    const ip::address_v4 network(address.to_uint() & 0xffffff00U);
    return Origin{network.to_string() + "/24", address.is_loopback()};
}

Origin ofV6(const ip::address_v6& address)
{
    if (address.is_v4_mapped()) return ofV4(ip::make_address_v4(ip::v4_mapped, address));
    auto octets = address.to_bytes();
    std::fill(octets.begin() + 7, octets.end(), static_cast<unsigned char>(0));
    return Origin{ip::address_v6(octets).to_string() + "/56", address.is_loopback()};
}

} // namespace

Origin originOf(const boost::asio::generic::stream_protocol::endpoint& peer)
{
    if (peer.protocol().family() == AF_INET && peer.size() >= sizeof(sockaddr_in)) {
        sockaddr_in address{};
        std::memcpy(&address, peer.data(), sizeof address);
        return ofV4(ip::address_v4(ntohl(address.sin_addr.s_addr)));
    }
    if (peer.protocol().family() == AF_INET6 && peer.size() >= sizeof(sockaddr_in6)) {
        sockaddr_in6 address{};
        std::memcpy(&address, peer.data(), sizeof address);
        ip::address_v6::bytes_type octets;
        std::memcpy(octets.data(), address.sin6_addr.s6_addr, octets.size());
        return ofV6(ip::address_v6(octets));
    }
    return {};
}

} // namespace roost::net
