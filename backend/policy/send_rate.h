// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace roost::policy {

/// How fast one sender may send: `burst` at once, then `per_minute` (protocol.md D20).
struct SendLimits {
    std::int64_t per_minute = 60;
    std::int64_t burst = 10;
};

/// GCRA per envelope sender. Refused attempts consume nothing; idle keys are forgotten. Any thread.
class SendRate {
public:
    using Instant = std::chrono::steady_clock::time_point;
    /// Whether `sender` (lower case) may send one message at `now`; if so it is counted. Limits
    /// below 1 count as 1.
    bool admit(std::string_view sender, const SendLimits& limits, Instant now);
    /// What admit() would say.
    bool wouldAdmit(std::string_view sender, const SendLimits& limits, Instant now) const;
    std::size_t keys() const;

private:
    struct Hash { // finds a string_view without making a string of it
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    void forgetIdle(Instant now);
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Instant, Hash, std::equal_to<>> next_; // theoretical arrivals
    Instant swept_{};
};

} // namespace roost::policy
