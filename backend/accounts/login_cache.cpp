// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/login_cache.h"

#include <utility>

namespace roost::accounts {
namespace {
constexpr std::size_t MaxPerGeneration = 50'000;
}

bool LoginCache::knows(const Digest& digest)
{
    const std::lock_guard lock(mutex_);
    if (young_.contains(digest)) return true;
    if (old_.erase(digest) == 0) return false;
    insert(digest);
    return true;
}

void LoginCache::add(const Digest& digest)
{
    const std::lock_guard lock(mutex_);
    insert(digest);
}

void LoginCache::insert(const Digest& digest)
{
    if (young_.size() >= MaxPerGeneration) {
        old_ = std::move(young_);
        young_.clear();
    }
    young_.insert(digest);
}

} // namespace roost::accounts
