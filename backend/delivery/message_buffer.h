// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/body_files.h"
#include "backend/store/types.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

namespace roost::core {
class Workers;
}

namespace roost::delivery {

/// Message octets held in memory by all sessions together.
struct MemoryBudget {
    std::atomic<std::int64_t> used{0};
};

/// Collects a message of unknown length: in memory up to 64 KiB (less when the budget is used up),
/// then in a file written by the pool. Removes the file unless the message was kept.
class MessageBuffer {
public:
    MessageBuffer(MemoryBudget& budget,
                  std::int64_t budget_limit,
                  store::BodyFiles& files,
                  core::Workers& disk);
    ~MessageBuffer();
    MessageBuffer(const MessageBuffer&) = delete;
    MessageBuffer& operator=(const MessageBuffer&) = delete;

    /// Where the next octets are put; call spill() after adding to it.
    std::string& tail() { return tail_; }
    /// Moves the tail to the file when it has grown past the limit. Errors: unavailable.
    boost::asio::awaitable<Result<>> spill();
    /// The finished body: inline octets, or a synced file. Errors: unavailable.
    boost::asio::awaitable<Result<store::NewBody>> finish();
    /// The body is committed: its file stays.
    void keep();
    std::int64_t octets() const;

private:
    void account();
    MemoryBudget& budget_;
    std::int64_t budget_limit_;
    store::BodyFiles& files_;
    core::Workers& disk_;
    std::string tail_;
    std::int64_t charged_ = 0;
    std::int64_t in_file_ = 0;
    std::optional<store::BodyFileWriter> file_;
};

} // namespace roost::delivery
