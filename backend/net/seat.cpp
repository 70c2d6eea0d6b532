// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/seat.h"

#include <algorithm>

namespace roost::net {
namespace {

constexpr std::int64_t NetworkShare = 5;

} // namespace

SeatLimits connectionLimits(std::int64_t most)
{
    return {most, std::max<std::int64_t>(1, most / NetworkShare)};
}

std::optional<Seat> Seat::take(std::atomic<std::int64_t>& open,
                               NetworkCounts& networks,
                               const Origin& origin,
                               SeatLimits limits)
{
    core::Presence presence(open);
    auto place = networks.enter(origin, limits.of_a_network);
    // Who is refused takes nobody's place while being told so.
    if (!place || open > limits.of_all) return std::nullopt;
    return Seat(std::move(presence), std::move(*place));
}

} // namespace roost::net
