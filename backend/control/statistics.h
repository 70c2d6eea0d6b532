// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/stats.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace roost::core {
struct Counters;
}

namespace roost::control {

/// What is measured rather than counted.
struct Measured {
    std::int64_t accounts = 0;
    std::int64_t queue_length = 0;
    std::int64_t store_octets = 0;
};

/// The recent past in memory: 10 minutes by the second, 24 hours by the minute. One thread.
class Statistics {
public:
    static constexpr std::size_t Seconds = 600;
    static constexpr std::size_t Minutes = 1440;

    explicit Statistics(const core::Counters& counters);

    /// To be called each second.
    void tick(std::int64_t now, const Measured& measured);

    /// As of the last tick.
    const api::Stats& current() const { return current_; }
    /// Oldest first.
    std::vector<api::StatsSample> history(api::StatsStep step) const;

private:
    void closeMinute();
    void countLastMinute();

    const core::Counters& counters_;
    api::Stats current_;
    std::deque<api::StatsSample> seconds_;
    std::deque<api::StatsSample> minutes_;
    std::vector<api::StatsSample> minute_; // the seconds of the one under way
};

} // namespace roost::control
