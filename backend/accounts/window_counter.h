// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace roost::accounts {

/// Counts events per key in windows that begin with a key's first event. Bounded: beyond `max_keys`
/// the keys longest untouched are forgotten. Not thread-safe; its owner locks.
class WindowCounter {
public:
    using Instant = std::chrono::steady_clock::time_point;

    WindowCounter(std::chrono::steady_clock::duration window, std::size_t max_keys)
        : window_(window), max_keys_(max_keys)
    {
    }
    std::int64_t count(std::string_view key, Instant now) const;
    void add(std::string_view key, Instant now);
    /// Takes one event back.
    void undo(std::string_view key);
    std::size_t keys() const { return young_.size() + old_.size(); }

private:
    struct Entry {
        Instant since;
        std::int64_t count = 0;
    };
    using Entries = std::unordered_map<std::string, Entry>;
    Entry& touched(const std::string& key, Instant now);
    std::chrono::steady_clock::duration window_;
    std::size_t max_keys_;
    Entries young_; // touched since the last change of generation
    Entries old_;   // the generation before
};

} // namespace roost::accounts
