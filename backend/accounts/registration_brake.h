// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/window_counter.h"
#include "backend/net/connection.h"

#include <cstdint>
#include <mutex>

namespace roost::accounts {

/// How fast accounts may come into being; 0 means none.
struct RegistrationLimits {
    std::int64_t per_network_hour = 20;
    std::int64_t per_second = 10; // all networks together
};

/// Slows down the making of accounts, per network (loopback exempt) and in all. In memory only and
/// bounded. Any thread.
class RegistrationBrake {
public:
    using Instant = WindowCounter::Instant;

    /// Whether one more account may be made for `origin` now; if so it is counted.
    bool admit(const net::Origin& origin, const RegistrationLimits& limits, Instant now);
    /// The account admitted did not come into being.
    void undo(const net::Origin& origin);

private:
    static constexpr std::size_t MaxKeys = 20'000;
    std::mutex mutex_;
    WindowCounter by_network_{std::chrono::hours(1), MaxKeys};
    WindowCounter in_all_{std::chrono::seconds(1), 2};
};

} // namespace roost::accounts
