// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "shared/base/result.h"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace roost::core {

/// A few threads for work that would hold up an I/O thread: hashing, large files, RSA. Destroyed
/// before the contexts of those who await it.
class Workers {
public:
    /// `name` is the thread name (15 octets); at most `queue_limit` jobs wait.
    Workers(std::string name, std::size_t threads, std::size_t queue_limit);
    ~Workers(); // runs what waits, then joins
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// False when the queue is full: the job will not run. Any thread.
    bool tryPost(std::function<void()> job);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Runs `job` (a named object that outlives the await, as the awaiting frame does) on `workers` and
/// gives its Result back on the caller's executor. Errors: unavailable (queue full), else `job`'s.
/// An exception of `job` is thrown to the caller. A cancelled task still waits for its job: the
/// frame may not go while a worker uses it.
template <class Job>
boost::asio::awaitable<std::invoke_result_t<Job&>> offload(Workers& workers, Job& job);

} // namespace roost::core

#include "backend/core/offload_impl.h"
