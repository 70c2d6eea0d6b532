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

    /// Where the next octets are put; after adding to it ask needsSpill().
    std::string& tail() { return tail_; }
    /// Counts what was added; whether it should go to the file now.
    bool needsSpill();
    /// The budget was used up when needsSpill() was last asked.
    bool isMemoryScarce() const { return is_scarce_; }
    /// Counts `octets` that are held beside the buffer, instead of those told before.
    void countBeside(std::size_t octets);
    /// Moves the tail to the file. Errors: unavailable.
    boost::asio::awaitable<Result<>> spill();
    /// The finished body: inline octets, or a synced file. Errors: unavailable.
    boost::asio::awaitable<Result<store::NewBody>> finish();
    /// The header of a body that went to the file, at most its first 64 KiB; empty for inline ones.
    std::string takeHeader() { return std::move(header_); }
    /// The body is committed: its file stays.
    void keep();
    /// Removes the file on the pool: the destructor would do it on the calling thread.
    boost::asio::awaitable<void> discard();
    std::int64_t octets() const;

private:
    void account();
    void keepHeader();
    MemoryBudget& budget_;
    std::int64_t budget_limit_;
    store::BodyFiles& files_;
    core::Workers& disk_;
    std::string tail_;
    std::string header_;
    bool has_header_ = false;
    bool is_scarce_ = false;
    std::size_t beside_ = 0;
    std::int64_t charged_ = 0;
    std::int64_t in_file_ = 0;
    std::optional<store::BodyFileWriter> file_;
};

} // namespace roost::delivery
