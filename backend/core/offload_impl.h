// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/offload.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>

namespace roost::core::detail {

/// Lives in the frame that awaits; the worker fills it before the frame resumes.
template <class R>
struct Outcome {
    std::optional<R> value; // empty: the queue was full, or `failure` is set
    std::exception_ptr failure;
};

template <class R, class Job>
void runInto(Outcome<R>& outcome, Job& job)
{
    try {
        outcome.value.emplace(job());
    } catch (...) {
        outcome.failure = std::current_exception();
    }
}

/// Starts the job when the coroutine has suspended, and resumes it on its own executor.
template <class R, class Job>
struct Offload {
    Workers& workers;
    Job& job;
    Outcome<R>& outcome;
    boost::asio::any_io_executor executor; // counts as work: the context waits for us

    template <class Handler>
    void operator()(Handler&& handler) const
    {
        // std::function wants to copy; a coroutine's handler can only be moved.
        auto shared = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
        auto resume = [shared, tracked = executor] {
            boost::asio::post(tracked, [shared] { std::move (*shared)(); });
        };
        auto work = [&o = outcome, &j = job, resume] {
            runInto(o, j);
            resume();
        };
        if (!workers.tryPost(work)) resume();
    }
};

} // namespace roost::core::detail

namespace roost::core {

template <class Job>
boost::asio::awaitable<std::invoke_result_t<Job&>> offload(Workers& workers, Job& job)
{
    namespace asio = boost::asio;
    using R = std::invoke_result_t<Job&>;

    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    detail::Outcome<R> outcome;
    const detail::Offload<R, Job> start{
        workers, job, outcome, asio::prefer(executor, asio::execution::outstanding_work.tracked)};
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start,
                                                                         asio::use_awaitable);
    if (outcome.failure) std::rethrow_exception(outcome.failure);
    if (!outcome.value) co_return R(Error(Code::unavailable, "too many jobs wait"));
    co_return std::move(*outcome.value);
}

} // namespace roost::core
