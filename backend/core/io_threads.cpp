// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/io_threads.h"

#include "backend/core/log.h"

#include <boost/asio/executor_work_guard.hpp>

#include <pthread.h>

#include <algorithm>
#include <string>
#include <thread>

namespace roost::core {
namespace {

using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

/// A handler that throws has a bug, but the other sessions of its thread go on.
void run(boost::asio::io_context& context, std::size_t index)
{
    ::pthread_setname_np(::pthread_self(), ("roost-io-" + std::to_string(index)).c_str());
    for (;;) {
        try {
            context.run();
            return;
        } catch (const std::exception& e) {
            Log().error("handler failed", {{"why", e.what()}});
        }
    }
}

} // namespace

struct IoThreads::State {
    std::vector<std::unique_ptr<boost::asio::io_context>> contexts;
    std::vector<Guard> guards; // keep run() from returning while nobody is connected
    std::vector<std::thread> threads;
};

IoThreads::IoThreads(std::size_t count) : state_(std::make_unique<State>())
{
    for (std::size_t i = 0; i < std::max<std::size_t>(count, 1); ++i) {
        state_->contexts.push_back(std::make_unique<boost::asio::io_context>(1));
        state_->guards.emplace_back(state_->contexts.back()->get_executor());
    }
}

IoThreads::~IoThreads()
{
    for (const auto& context : state_->contexts) context->stop();
    stop();
}

std::size_t IoThreads::size() const
{
    return state_->contexts.size();
}

boost::asio::io_context& IoThreads::context(std::size_t index)
{
    return *state_->contexts.at(index);
}

void IoThreads::start()
{
    for (std::size_t i = 0; i < size(); ++i)
        state_->threads.emplace_back(run, std::ref(context(i)), i);
}

void IoThreads::stop()
{
    state_->guards.clear();
    for (std::thread& thread : state_->threads) thread.join();
    state_->threads.clear();
}

} // namespace roost::core
