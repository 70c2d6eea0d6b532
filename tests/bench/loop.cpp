// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loop.h"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <thread>
#include <utility>

namespace roost::bench {

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void pause(double seconds)
{
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

void Loop::together(std::vector<awaitable<void>> tasks)
{
    std::exception_ptr failure;
    for (auto& task : tasks) {
        boost::asio::co_spawn(io_, std::move(task), [&](std::exception_ptr thrown) {
            if (!thrown || failure) return;
            failure = std::move(thrown);
            io_.stop(); // what is left would wait for ever
        });
    }
    io_.restart();
    io_.run();
    if (failure) std::rethrow_exception(failure);
}

void Loop::run(awaitable<void> task)
{
    std::vector<awaitable<void>> one;
    one.push_back(std::move(task));
    together(std::move(one));
}

} // namespace roost::bench
