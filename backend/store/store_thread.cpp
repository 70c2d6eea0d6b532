// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/store_thread.h"

#include "backend/store/connection.h"
#include "backend/store/housekeeper.h"
#include "backend/store/writer.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace roost::store {
namespace {

namespace asio = boost::asio;

using Resumptions = std::vector<std::unique_ptr<Resumption>>;

template <class Handler>
class HandlerResumption final : public Resumption {
public:
    explicit HandlerResumption(Handler handler)
        : handler_(std::move(handler)), work_(asio::get_associated_executor(handler_))
    {
        executor = work_.get_executor();
    }
    void resume() override { std::move(handler_)(); }

private:
    Handler handler_;
    asio::executor_work_guard<asio::associated_executor_t<Handler>> work_; // its loop runs on
};

/// One post per executor. From here on the jobs may be gone: their frames run.
void resumeAll(const Batch& batch)
{
    std::vector<std::pair<asio::any_io_executor, Resumptions>> groups; // one per I/O thread: few
    for (PendingJob* job : batch) {
        auto resumption = std::move(job->resumption);
        if (!resumption->executor) {
            resumption->resume();
            continue;
        }
        auto group = std::ranges::find(
            groups, resumption->executor, [](const auto& known) -> auto& { return known.first; });
        if (group == groups.end())
            group = groups.emplace(group, resumption->executor, Resumptions());
        group->second.push_back(std::move(resumption));
    }
    for (auto& [executor, resumptions] : groups) {
        asio::post(executor, [resumed = std::move(resumptions)] {
            for (const auto& resumption : resumed) resumption->resume();
        });
    }
}

} // namespace

struct StoreThread::State {
    State(std::unique_ptr<db::Database> database,
          const std::filesystem::path& data_dir,
          const Medium& medium)
        : writer(std::move(database), medium.never_sync)
    {
        housekeeper = std::make_unique<Housekeeper>(data_dir, medium, writer);
    }

    void start(Observer observer)
    {
        Writer::Hooks hooks;
        hooks.committed = [observer = std::move(observer)](const Changes& changes) {
            if (observer) observer(changes);
        };
        hooks.finished = resumeAll;
        hooks.logged = [this](std::int64_t frames) { housekeeper->logGrew(frames); };
        hooks.unused = [this] { housekeeper->bodiesUnused(); };
        writer.start(std::move(hooks));
        housekeeper->start();
    }

    ~State() { writer.finish(); } // its thread calls the housekeeper

    Writer writer;
    std::unique_ptr<Housekeeper> housekeeper;
};

Result<std::unique_ptr<StoreThread>>
StoreThread::open(const std::filesystem::path& data_dir, Observer observer, Medium medium)
{
    try {
        auto database = openForWriting(data_dir, medium);
        if (!database) return database.error();
        if (const auto cleared = removeStrayFiles(data_dir, medium, **database); !cleared)
            return cleared.error();
        auto state = std::make_unique<State>(std::move(*database), data_dir, medium);
        state->start(std::move(observer));
        return std::unique_ptr<StoreThread>(new StoreThread(std::move(state)));
    } catch (const db::Failure& failure) {
        return failure.asError();
    }
}

StoreThread::StoreThread(std::unique_ptr<State> state) : state_(std::move(state)) {}

StoreThread::~StoreThread()
{
    auto mark = [](Stores& stores) -> Result<> {
        markClean(stores.db);
        return {};
    };
    // The last that is written; when it fails the next start takes its precautions.
    static_cast<void>(writeNow(mark, Promise::durable));
    static_cast<void>(tidy());
}

Result<> StoreThread::tidy()
{
    return state_->housekeeper->tidy();
}

void StoreThread::runJobNow(PendingJob& job)
{
    state_->writer.runNow(job);
}

boost::asio::awaitable<void> StoreThread::runJob(PendingJob& job)
{
    auto initiate = [&](auto handler) {
        using Handler = decltype(handler);
        job.resumption = std::make_unique<HandlerResumption<Handler>>(std::move(handler));
        if (state_->writer.enqueue(job)) return;
        job.fail(Error(Code::unavailable, "the store has too much to do"));
        resumeAll({&job});
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(initiate,
                                                                         asio::use_awaitable);
}

} // namespace roost::store
