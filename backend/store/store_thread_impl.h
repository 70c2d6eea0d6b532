// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Included by store_thread.h: only what depends on the type of a job.

namespace roost::store {

template <class Job>
boost::asio::awaitable<std::invoke_result_t<Job&, Stores&>> StoreThread::write(Job& job,
                                                                               Promise promise)
{
    TypedJob<Job> pending(job, promise);
    co_await runJob(pending);
    co_return pending.take();
}

template <class Job>
std::invoke_result_t<Job&, Stores&> StoreThread::writeNow(Job& job, Promise promise)
{
    TypedJob<Job> pending(job, promise);
    runJobNow(pending);
    return pending.take();
}

} // namespace roost::store
