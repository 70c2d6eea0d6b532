// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"
#include "backend/store/writer.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace roost::store {

/// The other thread inside StoreThread: moves the write-ahead log into the database beside the
/// writer's batches, and clears away what is no longer needed.
class Housekeeper {
public:
    /// Throws db::Failure.
    Housekeeper(std::filesystem::path data_dir, Medium medium, Writer& writer);
    ~Housekeeper();

    void start();
    /// After a commit: the log has `frames` pages. Any thread.
    void logGrew(std::int64_t frames);
    /// Errors: unavailable. Any thread but the store's.
    Result<> tidy();

private:
    void loop();
    void shorten();
    bool checkpoint(int mode);
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
    bool ending_ = false;
    std::thread thread_;
};

} // namespace roost::store
