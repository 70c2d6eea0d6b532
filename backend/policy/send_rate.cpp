// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/send_rate.h"

#include <algorithm>

namespace roost::policy {
namespace {

using namespace std::chrono_literals;

constexpr auto SweepInterval = 1min; // a key lives at most this long after it became idle
constexpr std::int64_t MaxPerMinute = 1'000'000;
constexpr std::int64_t MaxBurst = 100'000; // keeps interval times burst within 64 bits

std::chrono::nanoseconds intervalOf(const SendLimits& limits)
{
    return std::chrono::nanoseconds(1min)
           / std::clamp<std::int64_t>(limits.per_minute, 1, MaxPerMinute);
}

/// How far ahead of now the next arrival may lie.
std::chrono::nanoseconds toleranceOf(const SendLimits& limits)
{
    return intervalOf(limits) * (std::clamp<std::int64_t>(limits.burst, 1, MaxBurst) - 1);
}

} // namespace

bool SendRate::admit(std::string_view sender, const SendLimits& limits, Instant now)
{
    const std::chrono::nanoseconds interval = intervalOf(limits);
    const std::lock_guard lock(mutex_);
    forgetIdle(now);
    const auto known = next_.find(sender);
    const Instant arrival = known == next_.end() ? now : std::max(known->second, now);
    if (arrival - now > toleranceOf(limits)) return false;
    if (known == next_.end())
        next_.emplace(sender, arrival + interval);
    else
        known->second = arrival + interval;
    return true;
}

bool SendRate::wouldAdmit(std::string_view sender, const SendLimits& limits, Instant now) const
{
    const std::lock_guard lock(mutex_);
    const auto known = next_.find(sender);
    return known == next_.end() || known->second - now <= toleranceOf(limits);
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
