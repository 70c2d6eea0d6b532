// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>

#include <string>

namespace roost::net {

/// The network a peer comes from, for brakes and limits: /24 of IPv4, /56 of IPv6.
struct Origin {
    std::string network; // empty for a Unix socket or socket pair
    bool is_loopback = true;
};

Origin originOf(const boost::asio::generic::stream_protocol::endpoint& peer);

} // namespace roost::net
