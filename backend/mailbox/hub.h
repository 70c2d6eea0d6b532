// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace roost::mailbox {

/// Who watches which mailbox. One shard per I/O thread; a watcher is called on its own thread. A
/// session registers before it reads the mailbox's state, else a wake-up is lost.
class Hub {
public:
    /// `executors`: one per I/O thread, the index is the shard.
    explicit Hub(std::vector<boost::asio::any_io_executor> executors);
    ~Hub();

    /// A registration; ends with its destruction, on the shard's thread.
    class Watch {
    public:
        Watch() = default;
        Watch(Watch&&) noexcept;
        Watch& operator=(Watch&&) noexcept;
        ~Watch();

    private:
        friend class Hub;
        struct Entry;
        explicit Watch(std::shared_ptr<Entry> entry);
        std::shared_ptr<Entry> entry_;
    };

    /// Calls `changed` after each commit that touched `mailbox`. On the shard's thread only.
    Watch watch(std::size_t shard, store::MailboxId mailbox, std::function<void()> changed);

    /// After a commit: one post per shard that has watchers. Any thread.
    void notify(const std::vector<store::MailboxId>& mailboxes);

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace roost::mailbox
