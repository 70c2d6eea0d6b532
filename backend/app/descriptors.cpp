// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/descriptors.h"

#include <algorithm>

#include <sys/resource.h>

namespace roost::app {
namespace {

constexpr std::int64_t MostForOutgoing = 20'000; // twice what the settings allow by default

/// The limit in force; a million is as good as none.
std::int64_t fileLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    constexpr rlim_t Plenty = 1'000'000;
    return static_cast<std::int64_t>(std::min(limit.rlim_cur, Plenty));
}

} // namespace

std::int64_t raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    const std::int64_t files = fileLimit();
    const std::int64_t kept =
        ReservedDescriptors + mostOutgoing() + 2 * std::int64_t(resolverSockets());
    return std::max<std::int64_t>(files - kept, 16);
}

std::int64_t mostOutgoing()
{
    return std::min(MostForOutgoing, fileLimit() * 2 / 5);
}

unsigned resolverSockets()
{
    return static_cast<unsigned>(std::clamp<std::int64_t>(fileLimit() / 24, 16, 2048));
}

} // namespace roost::app
