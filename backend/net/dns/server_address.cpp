// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/server_address.h"

#include <boost/asio/ip/address.hpp>

#include <charconv>
#include <cstdint>

namespace roost::net::dns {
namespace {

namespace ip = boost::asio::ip;

constexpr std::uint16_t DnsPort = 53;

struct Parts {
    std::string_view address;
    std::string_view port; // empty: none was given
};

/// Before and after the colon in front of the port.
std::optional<Parts> parts(std::string_view text)
{
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos) return std::nullopt;
        const auto rest = text.substr(end + 1);
        if (rest.empty()) return Parts{text.substr(1, end - 1), {}};
        if (rest.size() < 2 || rest.front() != ':') return std::nullopt;
        return Parts{text.substr(1, end - 1), rest.substr(1)};
    }
    const auto colon = text.find(':');
    if (colon == text.npos || text.find(':', colon + 1) != text.npos) return Parts{text, {}};
    if (colon + 1 == text.size()) return std::nullopt;
    return Parts{text.substr(0, colon), text.substr(colon + 1)};
}

std::optional<std::uint16_t> portNumber(std::string_view digits)
{
    if (digits.empty()) return DnsPort;
    std::uint16_t port = 0;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, port);
    if (read.ec != std::errc() || read.ptr != end || port == 0) return std::nullopt;
    return port;
}

} // namespace

std::optional<std::string> serverAddress(std::string_view text)
{
    const auto found = parts(text);
    if (!found) return std::nullopt;
    boost::system::error_code failure;
    const auto address = ip::make_address(std::string(found->address), failure);
    const auto port = portNumber(found->port);
    if (failure || !port) return std::nullopt;
    return address.to_string() + "@" + std::to_string(*port);
}

} // namespace roost::net::dns
