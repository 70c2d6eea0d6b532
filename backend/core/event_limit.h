// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace roost::core {

/// Lets each event through at most 10 times a second and counts the rest. Not for several threads.
class EventLimit {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr int LinesPerSecond = 10;
    static constexpr std::size_t MaxEvents = 1000; // events are constants; this is for our bugs

    struct Held {
        std::string event;
        std::uint64_t lines; // not written
    };

    /// Whether this line of `event` may be written.
    bool admits(std::string_view event, Time now);

    /// The counts of held back lines whose second is over; each is told once.
    std::vector<Held> takeHeld(Time now);

private:
    struct Window {
        Time since;
        int written = 0;
        std::uint64_t held = 0;
    };
    std::unordered_map<std::string, Window> windows_;
    std::size_t holding_ = 0; // windows with lines held back
};

} // namespace roost::core
