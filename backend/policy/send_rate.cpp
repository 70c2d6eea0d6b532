// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/send_rate.h"

#include <algorithm>

namespace roost::policy {
namespace {

using namespace std::chrono_literals;

constexpr auto SweepInterval = 1min; // a key lives at most this long after it became idle
constexpr std::int64_t MaxPerMinute = 1'000'000;
constexpr std::int64_t MaxBurst = 100'000; // keeps interval times burst within 64 bits

} // namespace

bool SendRate::admit(std::string_view sender, const SendLimits& limits, Instant now)
{
    const auto per_minute = std::clamp<std::int64_t>(limits.per_minute, 1, MaxPerMinute);
    const auto burst = std::clamp<std::int64_t>(limits.burst, 1, MaxBurst);
    const std::chrono::nanoseconds interval = std::chrono::nanoseconds(1min) / per_minute;

    const std::lock_guard lock(mutex_);
    forgetIdle(now);
    const auto known = next_.find(sender);
    const Instant arrival = known == next_.end() ? now : std::max(known->second, now);
    if (arrival - now > interval * (burst - 1)) return false;
    if (known == next_.end())
        next_.emplace(sender, arrival + interval);
    else
        known->second = arrival + interval;
    return true;
}

std::size_t SendRate::keys() const
{
    const std::lock_guard lock(mutex_);
    return next_.size();
}

/// A sender whose next arrival lies in the past is as good as unknown.
void SendRate::forgetIdle(Instant now)
{
    if (now - swept_ < SweepInterval) return;
    swept_ = now;
    std::erase_if(next_, [now](const auto& entry) { return entry.second <= now; });
}

} // namespace roost::policy
