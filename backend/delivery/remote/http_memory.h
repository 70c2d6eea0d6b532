// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace roost::delivery::remote {

/// Hosts that took mail by SMTP but not by HTTPS: HTTPS is not tried with them for a while
/// (protocol.md D32). Any thread.
class HttpMemory {
public:
    static constexpr std::chrono::minutes SkipTime{30};
    static constexpr std::size_t MaxHosts = 10'000; // more are not remembered

    explicit HttpMemory(std::chrono::milliseconds skip_time = SkipTime) : skip_time_(skip_time) {}

    void skip(const std::string& host);
    void forget(const std::string& host);
    bool isSkipped(const std::string& host);

private:
    using Clock = std::chrono::steady_clock;

    const std::chrono::milliseconds skip_time_;
    std::mutex mutex_;
    std::unordered_map<std::string, Clock::time_point> until_;
};

} // namespace roost::delivery::remote
