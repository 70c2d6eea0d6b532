// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/window_counter.h"

#include <chrono>
#include <mutex>
#include <string_view>

namespace roost::accounts {

/// Makes guessing passwords slow: after 5 wrong ones for one address from one network, or 50 from
/// one network, within 10 minutes, further wrong answers come late, up to 10 s. In memory only and
/// bounded. Any thread.
class GuessBrake {
public:
    using Instant = WindowCounter::Instant;

    /// Counts one wrong password and gives how long its answer should wait.
    std::chrono::milliseconds
    wrong(std::string_view address, std::string_view network, Instant now);

private:
    static constexpr std::chrono::minutes Window{10};
    static constexpr std::size_t MaxKeys = 20'000;
    std::mutex mutex_;
    WindowCounter by_address_{Window, MaxKeys};
    WindowCounter by_network_{Window, MaxKeys};
};

} // namespace roost::accounts
