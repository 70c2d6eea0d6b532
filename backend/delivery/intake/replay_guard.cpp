// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/replay_guard.h"

#include <algorithm>

namespace roost::delivery {

ReplayGuard::Claim::Claim(ReplayGuard& guard,
                          std::string_view signature,
                          const std::vector<std::string>& mailboxes,
                          Instant now)
    : guard_(guard), now_(now), is_new_(mailboxes.size(), true)
{
    if (signature.empty()) return;
    const std::lock_guard lock(guard.mutex_);
    guard.changeGeneration(now);
    for (std::size_t i = 0; i < mailboxes.size() && !is_busy_; ++i) {
        const Id id = guard.idOf(signature, mailboxes[i]);
        is_new_[i] = !guard.young_.contains(id) && !guard.old_.contains(id);
        if (!is_new_[i]) continue;
        is_busy_ = !guard.busy_.insert(id).second;
        if (!is_busy_) ids_.push_back(id);
    }
}

ReplayGuard::Claim::~Claim()
{
    if (ids_.empty()) return;
    const std::lock_guard lock(guard_.mutex_);
    for (const Id& id : ids_) guard_.busy_.erase(id);
}

void ReplayGuard::Claim::keep()
{
    const std::lock_guard lock(guard_.mutex_);
    for (const Id& id : ids_) {
        guard_.busy_.erase(id);
        guard_.changeGeneration(now_);
        guard_.young_.insert(id);
    }
    ids_.clear();
}

std::size_t ReplayGuard::size() const
{
    const std::lock_guard lock(mutex_);
    return young_.size() + old_.size() + busy_.size();
}

ReplayGuard::Id ReplayGuard::idOf(std::string_view signature, std::string_view mailbox) const
{
    const auto digest = hash_({signature, mailbox});
    Id id;
    std::copy_n(digest.begin(), id.size(), id.begin());
    return id;
}

void ReplayGuard::changeGeneration(Instant now)
{
    if (now - since_ < Window && young_.size() < MaxYoung) return;
    const bool is_old_over = now - since_ >= 2 * Window; // what is young has aged, too
    old_ = is_old_over ? Ids() : std::move(young_);
    young_ = Ids();
    since_ = now;
}

} // namespace roost::delivery
