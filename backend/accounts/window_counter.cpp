// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/window_counter.h"

#include <utility>

namespace roost::accounts {

std::int64_t WindowCounter::count(std::string_view key, Instant now) const
{
    for (const Entries* entries : {&young_, &old_}) {
        const auto found = entries->find(std::string(key));
        if (found == entries->end()) continue;
        return now - found->second.since < window_ ? found->second.count : 0;
    }
    return 0;
}

void WindowCounter::add(std::string_view key, Instant now)
{
    ++touched(std::string(key), now).count;
}

void WindowCounter::undo(std::string_view key)
{
    for (Entries* entries : {&young_, &old_}) {
        const auto found = entries->find(std::string(key));
        if (found != entries->end() && found->second.count > 0) --found->second.count;
    }
}

WindowCounter::Entry& WindowCounter::touched(const std::string& key, Instant now)
{
    if (const auto found = young_.find(key); found != young_.end()) {
        if (now - found->second.since >= window_) found->second = Entry{now, 0};
        return found->second;
    }
    Entry entry{now, 0};
    if (const auto found = old_.find(key); found != old_.end()) {
        if (now - found->second.since < window_) entry = found->second;
        old_.erase(found);
    }
    if (young_.size() >= max_keys_ / 2) { // both generations together stay within max_keys_
        old_ = std::move(young_);
        young_.clear();
    }
    return young_.emplace(key, entry).first->second;
}

} // namespace roost::accounts
