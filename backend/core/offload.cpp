// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/offload.h"

#include "backend/core/log.h"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace roost::core {

struct Workers::State {
    State(std::string n, std::size_t limit) : name(std::move(n)), queue_limit(limit) {}

    const std::string name;
    const std::size_t queue_limit;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::function<void()>> queue;
    bool stopping = false;
    std::vector<std::thread> threads;

    /// The next job, or an empty one when we stop and nothing waits.
    std::function<void()> next()
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return stopping || !queue.empty(); });
        if (queue.empty()) return {};
        auto job = std::move(queue.front());
        queue.pop_front();
        return job;
    }

    void run()
    {
        ::pthread_setname_np(::pthread_self(), name.substr(0, 15).c_str());
        while (const auto job = next()) {
            try {
                job();
            } catch (const std::exception& e) {
                Log().error("job failed", {{"workers", name}, {"why", e.what()}});
            }
        }
    }
};

Workers::Workers(std::string name, std::size_t threads, std::size_t queue_limit)
    : state_(std::make_unique<State>(std::move(name), queue_limit))
{
    for (std::size_t i = 0; i < threads; ++i)
        state_->threads.emplace_back(&State::run, state_.get());
}

Workers::~Workers()
{
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
    }
    state_->changed.notify_all();
    for (std::thread& thread : state_->threads) thread.join();
}

bool Workers::tryPost(std::function<void()> job)
{
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->stopping || state_->queue.size() >= state_->queue_limit) return false;
        state_->queue.push_back(std::move(job));
    }
    state_->changed.notify_one();
    return true;
}

} // namespace roost::core
