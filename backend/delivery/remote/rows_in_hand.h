// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace roost::delivery::remote {

/// The rows of the queue that somebody is at work with: a conversation, from before it sends them
/// until their results are on disk, or who gives them up. Nobody else touches them meanwhile, so
/// that a message cannot be given up and arrive as well. Any thread.
class RowsInHand {
public:
    using Ids = std::vector<store::QueueId>;
    enum class Otherwise {
        leave,
        ask // whoever has it gives it up afterwards, if it is still there
    };

    /// Some rows, for as long as this lives.
    class Hold {
    public:
        Hold(std::shared_ptr<RowsInHand> all, Ids ids, Otherwise otherwise);
        ~Hold();
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;

        /// Those that nobody else had.
        const Ids& ids() const { return ids_; }
        bool has(store::QueueId id) const;
        /// Lets them go, unless some of them are to be given up first: those, once.
        Ids letGo();

    private:
        const std::shared_ptr<RowsInHand> all_;
        Ids ids_; // ascending; none after letGo()
    };

private:
    std::mutex mutex_;
    std::unordered_map<store::QueueId, bool> is_given_up_;
};

} // namespace roost::delivery::remote
