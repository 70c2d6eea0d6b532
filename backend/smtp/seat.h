// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/counters.h"
#include "backend/net/connection.h"
#include "backend/net/network_counts.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace roost::smtp {

/// One connection's place among all of its kind, and among those of its network (protocol.md E15).
class Seat {
public:
    /// Null when `most` are taken, or a fifth of them by this network.
    static std::optional<Seat> take(std::atomic<std::int64_t>& open,
                                    net::NetworkCounts& networks,
                                    const net::Origin& origin,
                                    std::int64_t most);

private:
    Seat(core::Presence presence, net::NetworkCounts::Place place)
        : presence_(std::move(presence)), place_(std::move(place))
    {
    }
    core::Presence presence_;
    net::NetworkCounts::Place place_;
};

/// Tells a peer that there is no seat, and closes.
boost::asio::awaitable<void> refuse(net::Connection& peer);

} // namespace roost::smtp
