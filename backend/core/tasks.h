// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

namespace roost::core {

/// The roots of all coroutines: each is counted, its escape of an exception is logged as our bug,
/// and all can be asked to end. Any thread.
class Tasks {
public:
    Tasks();
    ~Tasks(); // nothing may be running
    Tasks(const Tasks&) = delete;
    Tasks& operator=(const Tasks&) = delete;

    /// Runs `task` on `executor`. The coroutine owns everything it uses but services that outlive
    /// us.
    void spawn(boost::asio::any_io_executor executor, boost::asio::awaitable<void> task);

    /// Roots that have not ended.
    std::size_t running() const;

    /// Asks every root to end: a terminal cancellation, on the executor of each. What is spawned
    /// from here on does not begin.
    void cancelAll();

    /// Blocks the calling thread (never an I/O thread) until nothing runs or `limit` has passed;
    /// whether nothing runs.
    bool waitUntilIdle(std::chrono::milliseconds limit);

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace roost::core
