// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/tasks.h"

#include "backend/core/log.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <vector>

namespace roost::core {
namespace asio = boost::asio;
namespace {

struct Root;

struct Registry {
    std::mutex mutex;
    std::condition_variable idle;
    std::map<Root*, std::weak_ptr<Root>> roots;
    bool ending = false; // from cancelAll() on nothing begins
};

/// One coroutine. The signal is touched on the root's own executor alone. It leaves the registry
/// with the last handler that knows it, also when its context is destroyed instead of run.
struct Root {
    Root(std::shared_ptr<Registry> r, asio::any_io_executor e)
        : registry(std::move(r)), executor(std::move(e))
    {
    }
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
    ~Root()
    {
        const std::lock_guard lock(registry->mutex);
        registry->roots.erase(this);
        if (registry->roots.empty()) registry->idle.notify_all();
    }

    const std::shared_ptr<Registry> registry;
    const asio::any_io_executor executor;
    asio::cancellation_signal signal;
    bool cancelled = false; // perhaps before it began
};

void logEnd(std::exception_ptr failure)
{
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const boost::system::system_error& e) {
        if (e.code() == asio::error::operation_aborted) return; // cancelled: no error
        Log().error("task failed", {{"why", e.what()}});
    } catch (const std::exception& e) {
        Log().error("task failed", {{"why", e.what()}});
    } catch (...) {
        Log().error("task failed", {{"why", "unknown exception"}});
    }
}

void begin(const std::shared_ptr<Root>& root, asio::awaitable<void> task)
{
    if (root->cancelled) return;
    asio::co_spawn(
        root->executor, std::move(task),
        asio::bind_cancellation_slot(root->signal.slot(), [root](std::exception_ptr failure) {
            logEnd(std::move(failure));
        }));
}

} // namespace

struct Tasks::State {
    std::shared_ptr<Registry> registry = std::make_shared<Registry>();
};

Tasks::Tasks() : state_(std::make_shared<State>()) {}

Tasks::~Tasks()
{
    const std::size_t left = running();
    if (left != 0) Log().error("tasks outlive their owner", {{"tasks", std::uint64_t(left)}});
}

void Tasks::spawn(asio::any_io_executor executor, asio::awaitable<void> task)
{
    const auto root = std::make_shared<Root>(state_->registry, executor);
    {
        const std::lock_guard lock(state_->registry->mutex);
        state_->registry->roots.emplace(root.get(), root);
        root->cancelled = state_->registry->ending;
    }
    asio::dispatch(executor, [root, t = std::move(task)]() mutable { begin(root, std::move(t)); });
}

std::size_t Tasks::running() const
{
    const std::lock_guard lock(state_->registry->mutex);
    return state_->registry->roots.size();
}

void Tasks::cancelAll()
{
    std::vector<std::shared_ptr<Root>> roots; // outlives the lock: ~Root takes it
    {
        const std::lock_guard lock(state_->registry->mutex);
        state_->registry->ending = true;
        for (const auto& [key, weak] : state_->registry->roots)
            if (auto root = weak.lock()) roots.push_back(std::move(root));
    }
    for (const auto& root : roots) {
        asio::post(root->executor, [root] {
            root->cancelled = true;
            root->signal.emit(asio::cancellation_type::terminal);
        });
    }
}

bool Tasks::waitUntilIdle(std::chrono::milliseconds limit)
{
    std::unique_lock lock(state_->registry->mutex);
    return state_->registry->idle.wait_for(lock, limit,
                                           [this] { return state_->registry->roots.empty(); });
}

} // namespace roost::core
