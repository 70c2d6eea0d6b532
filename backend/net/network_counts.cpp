// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/network_counts.h"

namespace roost::net {

NetworkCounts::Place::Place(NetworkCounts* counts, std::string network)
    : counts_(counts), network_(std::move(network))
{
}

NetworkCounts::Place::Place(Place&& other) noexcept
    : counts_(other.counts_), network_(std::move(other.network_))
{
    other.counts_ = nullptr;
}

NetworkCounts::Place::~Place()
{
    if (counts_) counts_->leave(network_);
}

std::optional<NetworkCounts::Place> NetworkCounts::enter(const Origin& origin, std::int64_t limit)
{
    if (origin.is_loopback && loopback_ == Loopback::not_counted) return Place(nullptr, {});
    const std::lock_guard lock(mutex_);
    std::int64_t& open = open_[origin.network];
    if (open >= limit) {
        if (open == 0) open_.erase(origin.network);
        return std::nullopt;
    }
    ++open;
    return Place(this, origin.network);
}

std::size_t NetworkCounts::networks() const
{
    const std::lock_guard lock(mutex_);
    return open_.size();
}

void NetworkCounts::leave(const std::string& network)
{
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(network);
    if (found != open_.end() && --found->second == 0) open_.erase(found);
}

} // namespace roost::net
