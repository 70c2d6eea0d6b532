// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"
#include "backend/store/pending_job.h"
#include "backend/store/stores.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <type_traits>

namespace roost::store {

/// The one thread that writes. It drains all waiting jobs into one transaction, each in a savepoint
/// of its own, commits, tells the observer what changed, and only then resumes the callers. A job
/// that refuses (returns an error) rolls back alone. When the disk is full or the commit fails,
/// every job of the batch gets `unavailable`. A batch is synced when one of its jobs promises.
class StoreThread {
public:
    /// Called on the store thread after each commit that changed something; must be quick, must
    /// not throw and must not wait for the store. Mailboxes are named once each.
    using Observer = std::function<void(const Changes&)>;

    /// Opens or creates the database in `data_dir`, applying schema steps.
    /// Errors: corrupt (damaged database; `detail` says what to do), unavailable (cannot be opened
    /// or written), denied (a newer schema).
    static Result<std::unique_ptr<StoreThread>>
    open(const std::filesystem::path& data_dir, Observer observer, Medium medium = {});
    ~StoreThread(); // finishes what waits, marks a clean end, joins

    /// Runs `job` (a named object; it outlives the await) as `job(Stores&)`, which returns a
    /// Result<T>, and gives that back on the caller's executor once the commit is done. That
    /// executor's context outlives us: we may still be at posting when its loop has run the caller
    /// to the end. Errors besides the job's own: unavailable (10,000 jobs wait already, or the
    /// batch failed), internal (the job threw).
    template <class Job>
    boost::asio::awaitable<std::invoke_result_t<Job&, Stores&>> write(Job& job, Promise promise);

    /// The same for threads that are not coroutines (start-up, tests): blocks.
    template <class Job>
    std::invoke_result_t<Job&, Stores&> writeNow(Job& job, Promise promise);

    /// Erases bodies that nobody refers to, with their files, and empties the write-ahead log, so
    /// that what was deleted is nowhere; happens by itself at least every minute. Blocks: not on an
    /// I/O thread.
    /// Errors: unavailable (a reader is in the way, or trouble with the disk).
    Result<> tidy();

private:
    boost::asio::awaitable<void> runJob(PendingJob& job);
    void runJobNow(PendingJob& job);

    struct State;
    explicit StoreThread(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace roost::store

#include "backend/store/store_thread_impl.h"
