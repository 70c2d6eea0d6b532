// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/descriptors.h"

#include <algorithm>

#include <sys/resource.h>

namespace roost::app {

std::int64_t raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024 - ReservedDescriptors;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    constexpr rlim_t Plenty = 1'000'000;
    const auto files = static_cast<std::int64_t>(std::min(limit.rlim_cur, Plenty));
    return std::max<std::int64_t>(files - ReservedDescriptors, 16);
}

} // namespace roost::app
