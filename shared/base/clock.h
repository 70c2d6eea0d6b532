// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace roost {

/// An instant: seconds since 1970, UTC. Names end in `_at`.
using UnixSeconds = std::int64_t;

constexpr UnixSeconds SecondsPerDay = 86400;

/// Where time comes from; tests pass their own. Every function may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// The wall clock.
    virtual UnixSeconds now() const = 0;
    /// A clock that never jumps, for rates and deadlines.
    virtual std::chrono::steady_clock::time_point steady() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock {
public:
    UnixSeconds now() const override
    {
        return std::chrono::duration_cast<std::chrono::seconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::now();
    }
};

} // namespace roost
