// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/rows_in_hand.h"

#include <algorithm>
#include <utility>

namespace roost::delivery::remote {

RowsInHand::Hold::Hold(std::shared_ptr<RowsInHand> all, Ids ids, Otherwise otherwise)
    : all_(std::move(all))
{
    const std::lock_guard lock(all_->mutex_);
    for (const store::QueueId id : ids) {
        const auto [row, is_free] = all_->is_given_up_.try_emplace(id, false);
        if (is_free) ids_.push_back(id);
        if (!is_free && otherwise == Otherwise::ask) row->second = true;
    }
    std::ranges::sort(ids_);
}

RowsInHand::Hold::~Hold()
{
    const std::lock_guard lock(all_->mutex_);
    for (const store::QueueId id : ids_) all_->is_given_up_.erase(id);
}

bool RowsInHand::Hold::has(store::QueueId id) const
{
    return std::ranges::binary_search(ids_, id);
}

RowsInHand::Ids RowsInHand::Hold::letGo()
{
    const std::lock_guard lock(all_->mutex_);
    Ids given_up;
    for (const store::QueueId id : ids_)
        if (std::exchange(all_->is_given_up_[id], false)) given_up.push_back(id);
    if (!given_up.empty()) return given_up;
    for (const store::QueueId id : ids_) all_->is_given_up_.erase(id);
    ids_.clear();
    return given_up;
}

} // namespace roost::delivery::remote
