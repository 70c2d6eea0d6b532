// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/pending_job.h"
#include "backend/store/stores.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace roost::store {

using Batch = std::vector<PendingJob*>;

/// The thread inside StoreThread: takes what waits and runs it, batch by batch.
class Writer {
public:
    struct Hooks {
        std::function<void(const Changes&)> committed;   // something changed
        std::function<void(const Batch&)> finished;      // results are there; resumes the callers
        std::function<void(std::int64_t frames)> logged; // how long the write-ahead log is now
        std::function<void()> unused;                    // bodies lost their last reference
    };

    Writer(std::unique_ptr<db::Database> database, bool never_sync);
    ~Writer();

    void start(Hooks hooks);
    /// False: too many wait, or we have ended; the job will not run. Any thread.
    bool enqueue(PendingJob& job);
    /// Runs the job and waits for it. Never on the store thread.
    void runNow(PendingJob& job);
    /// Runs what waits and joins. The database is the caller's then.
    void finish();
    db::Database& database() { return *database_; }

    /// Between two batches: the writer holds no transaction as long as this lives.
    class Pause {
    public:
        explicit Pause(Writer& writer);
        ~Pause();
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        Writer& writer_;
    };

private:
    void loop();
    bool takeBatch(Batch& batch);
    void runBatch(const Batch& batch);
    void runJobs(const Batch& batch);
    bool attempt(PendingJob& job);
    void abandon(const Batch& batch, const std::string& why);
    void setSync(bool durable);
    void tellObserver();

    std::unique_ptr<db::Database> database_;
    const bool never_sync_;
    Stores stores_;
    Hooks hooks_;
    bool syncs_ = true; // what synchronous is set to
    std::int64_t log_frames_ = 0;
    bool has_unused_ = false; // the batch left bodies to be erased

    std::mutex mutex_; // of all below
    std::condition_variable wake_writer_;
    std::condition_variable batch_done_;
    Batch waiting_;
    int pauses_ = 0;
    bool in_batch_ = false;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace roost::store
