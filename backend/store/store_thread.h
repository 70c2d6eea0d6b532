// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/stores.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <type_traits>

namespace roost::store {

/// Whether the answer that follows promises something.
enum class Promise {
    durable, // delivery, APPEND, COPY, MOVE, accounts, settings: fsync before the caller resumes
    relaxed, // flags, expunges, last-seen: survives a crash of the process, a power cut may undo it
};

/// The one thread that writes. It drains all waiting jobs into one transaction, each in a savepoint
/// of its own, commits, tells the observer what changed, and only then resumes the callers. A job
/// that refuses (returns an error) rolls back alone. When the disk is full or the commit fails,
/// every job of the batch gets `unavailable`. A batch is synced when one of its jobs promises.
class StoreThread {
public:
    /// Called on the store thread after each commit that changed something; must be quick.
    using Observer = std::function<void(const Changes&)>;

    /// Opens or creates the database in `data_dir`, applying schema steps.
    /// Errors: corrupt (damaged database; `detail` says what to do), unavailable (cannot be opened
    /// or written), denied (a newer schema).
    static Result<std::unique_ptr<StoreThread>> open(const std::filesystem::path& data_dir,
                                                     Observer observer);
    ~StoreThread(); // finishes what waits, marks a clean end, joins

    /// Runs `job` (a named object; it outlives the await) as `job(Stores&)`, which returns a
    /// Result<T>, and gives that back on the caller's executor once the commit is done.
    template <class Job>
    boost::asio::awaitable<std::invoke_result_t<Job&, Stores&>> write(Job& job, Promise promise);

    /// The same for threads that are not coroutines (start-up, tests): blocks.
    template <class Job>
    std::invoke_result_t<Job&, Stores&> writeNow(Job& job, Promise promise);

private:
    struct State;
    explicit StoreThread(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace roost::store

#include "backend/store/store_thread_impl.h"
