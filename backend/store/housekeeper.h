// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"
#include "backend/store/writer.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace roost::store {

/// The other thread inside StoreThread: moves the write-ahead log into the database beside the
/// writer's batches, and clears away what is no longer needed. It sleeps while nothing is written.
class Housekeeper {
public:
    /// Throws db::Failure.
    Housekeeper(std::filesystem::path data_dir, Medium medium, Writer& writer);
    ~Housekeeper();

    void start();
    /// After a commit: the log has `frames` pages. Any thread.
    void logGrew(std::int64_t frames);
    /// After a commit: there are bodies to be erased. Any thread.
    void bodiesUnused();
    /// Errors: unavailable. Any thread but the store's.
    Result<> tidy();

private:
    using Clock = std::chrono::steady_clock;

    void loop();
    void serve(bool log_is_long);
    void shorten();
    bool isLogLong();
    void eraseUnused();
    bool checkpoint(int mode);
    bool emptyLog();
    void unlinkDropped();
    bool hasMuchRoom();
    void giveBackSpace();

    std::filesystem::path data_dir_;
    Medium medium_;
    Writer& writer_;
    std::mutex work_; // of the connection
    db::Database database_;

    std::mutex mutex_; // of all below
    std::condition_variable wake_;
    std::int64_t frames_ = 0;
    std::int64_t shorten_at_;
    bool has_written_ = true; // since the log was emptied
    Clock::time_point tidy_at_;
    Clock::time_point erase_at_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace roost::store
