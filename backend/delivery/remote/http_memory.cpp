// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/http_memory.h"

namespace roost::delivery::remote {

void HttpMemory::skip(const std::string& host)
{
    const auto now = Clock::now();
    const std::lock_guard lock(mutex_);
    if (until_.size() >= MaxHosts)
        std::erase_if(until_, [now](const auto& entry) { return entry.second <= now; });
    if (until_.size() < MaxHosts) until_[host] = now + skip_time_;
}

void HttpMemory::forget(const std::string& host)
{
    const std::lock_guard lock(mutex_);
    until_.erase(host);
}

bool HttpMemory::isSkipped(const std::string& host)
{
    const std::lock_guard lock(mutex_);
    const auto known = until_.find(host);
    return known != until_.end() && Clock::now() < known->second;
}

} // namespace roost::delivery::remote
