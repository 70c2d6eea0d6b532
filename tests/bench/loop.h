// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <vector>

namespace roost::bench {

using boost::asio::awaitable;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start);
void pause(double seconds);

/// A thread of the driver. Coroutines run here until they are done; connections stay open in
/// between, untouched.
class Loop {
public:
    boost::asio::any_io_executor executor() { return io_.get_executor(); }
    /// Runs all at once to their end; throws what the first to fail has thrown.
    void together(std::vector<awaitable<void>> tasks);
    void run(awaitable<void> task);

private:
    boost::asio::io_context io_{1};
};

} // namespace roost::bench
