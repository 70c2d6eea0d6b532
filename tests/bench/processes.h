// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace roost::bench {

/// Seconds of CPU that `pids` and all their descendants have used, those included that have ended.
double cpuSeconds(const std::vector<pid_t>& pids);

struct Memory {
    std::int64_t rss = 0; // KiB
    std::int64_t pss = 0; // KiB; pages shared by several count once in all
};

/// Of `pids` and all their descendants.
Memory memoryOf(const std::vector<pid_t>& pids);
/// What the whole machine has left, in KiB.
std::int64_t availableMemory();

} // namespace roost::bench
