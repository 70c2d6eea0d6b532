// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/guess_brake.h"

#include <algorithm>

namespace roost::accounts {
namespace {

constexpr std::int64_t FreePerAddress = 5;
constexpr std::int64_t FreePerNetwork = 50;
constexpr std::chrono::milliseconds LongestDelay = std::chrono::seconds(10);

/// One second for the first event beyond `free`, one more for each that follows.
std::chrono::milliseconds delayFor(std::int64_t count, std::int64_t free)
{
    const auto beyond = std::chrono::seconds(std::max<std::int64_t>(0, count - free));
    return std::min(LongestDelay, std::chrono::milliseconds(beyond));
}

} // namespace

std::chrono::milliseconds
GuessBrake::wrong(std::string_view address, std::string_view network, Instant now)
{
    std::string pair(network);
    pair += ' ';
    pair += address;
    const std::lock_guard lock(mutex_);
    by_address_.add(pair, now);
    by_network_.add(network, now);
    return std::max(delayFor(by_address_.count(pair, now), FreePerAddress),
                    delayFor(by_network_.count(network, now), FreePerNetwork));
}

} // namespace roost::accounts
