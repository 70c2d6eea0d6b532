// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/counters.h"
#include "backend/net/network_counts.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace roost::net {

/// How many there may be at once.
struct SeatLimits {
    std::int64_t of_all = 0;
    std::int64_t of_a_network = 0;
};

/// Of connections: one network may have a fifth of them (protocol.md E15).
SeatLimits connectionLimits(std::int64_t most);

/// The place of one, such as a connection, among all of its kind and among those of its network.
class Seat {
public:
    /// Null when all are taken, or those that its network may have.
    static std::optional<Seat> take(std::atomic<std::int64_t>& open,
                                    NetworkCounts& networks,
                                    const Origin& origin,
                                    SeatLimits limits);

private:
    Seat(core::Presence presence, NetworkCounts::Place place)
        : presence_(std::move(presence)), place_(std::move(place))
    {
    }
    core::Presence presence_;
    NetworkCounts::Place place_;
};

} // namespace roost::net
