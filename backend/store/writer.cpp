// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/writer.h"

#include <algorithm>
#include <future>
#include <pthread.h>
#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace roost::store {
namespace {

constexpr std::size_t MaxWaiting = 10'000;
constexpr std::size_t MaxBatch = 512; // what comes later is not held up for longer than these take

class BlockingResumption final : public Resumption {
public:
    void resume() override { done_.set_value(); }
    std::future<void> future() { return done_.get_future(); }

private:
    std::promise<void> done_;
};

/// How much of the changes was there before a job.
struct Mark {
    explicit Mark(const Changes& changes) : mailboxes(changes.mailboxes.size()), rest(changes)
    {
        rest.mailboxes.clear();
    }
    void restore(Changes& changes) const
    {
        auto touched = std::move(changes.mailboxes);
        touched.resize(mailboxes);
        changes = rest;
        changes.mailboxes = std::move(touched);
    }
    std::size_t mailboxes;
    Changes rest;
};

int noteFrames(void* frames, sqlite3*, const char*, int count)
{
    *static_cast<std::int64_t*>(frames) = count;
    return SQLITE_OK;
}

/// Whoever removes rows, in whatever table: the trigger that notes the body is seen here.
void noteUnused(
    void* has_unused, int operation, const char*, const char* table, sqlite3_int64 /*rowid*/)
{
    if (operation == SQLITE_INSERT && std::string_view(table) == "unused_bodies")
        *static_cast<bool*>(has_unused) = true;
}

} // namespace

Writer::Writer(std::unique_ptr<db::Database> database, bool never_sync)
    : database_(std::move(database)), never_sync_(never_sync), stores_(*database_)
{
    sqlite3_wal_hook(database_->handle(), noteFrames, &log_frames_);
    sqlite3_update_hook(database_->handle(), noteUnused, &has_unused_);
}

Writer::~Writer()
{
    finish();
}

void Writer::start(Hooks hooks)
{
    hooks_ = std::move(hooks);
    thread_ = std::thread([this] { loop(); });
    pthread_setname_np(thread_.native_handle(), "store");
}

bool Writer::enqueue(PendingJob& job)
{
    {
        const std::lock_guard lock(mutex_);
        if (ending_ || waiting_.size() >= MaxWaiting) return false;
        waiting_.push_back(&job);
        if (waiting_.size() > 1) return true; // it has been woken
    }
    wake_writer_.notify_one();
    return true;
}

void Writer::runNow(PendingJob& job)
{
    auto resumption = std::make_unique<BlockingResumption>();
    const auto done = resumption->future();
    job.resumption = std::move(resumption);
    if (enqueue(job))
        done.wait();
    else
        job.fail(Error(Code::unavailable, "the store has too much to do"));
}

void Writer::finish()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_writer_.notify_one();
    if (thread_.joinable()) thread_.join();
}

Writer::Pause::Pause(Writer& writer) : writer_(writer)
{
    std::unique_lock lock(writer_.mutex_);
    ++writer_.pauses_;
    writer_.batch_done_.wait(lock, [&] { return !writer_.in_batch_; });
}

Writer::Pause::~Pause()
{
    {
        const std::lock_guard lock(writer_.mutex_);
        --writer_.pauses_;
    }
    writer_.wake_writer_.notify_one();
}

void Writer::loop()
{
    Batch batch;
    while (takeBatch(batch)) {
        runBatch(batch);
        {
            const std::lock_guard lock(mutex_);
            in_batch_ = false;
        }
        batch_done_.notify_all();
        tellObserver();
        hooks_.finished(batch);
        hooks_.logged(log_frames_);
        if (std::exchange(has_unused_, false)) hooks_.unused();
    }
}

bool Writer::takeBatch(Batch& batch)
{
    std::unique_lock lock(mutex_);
    wake_writer_.wait(lock, [&] { return pauses_ == 0 && (ending_ || !waiting_.empty()); });
    if (waiting_.empty()) return false;
    batch.clear();
    if (waiting_.size() <= MaxBatch) {
        batch.swap(waiting_);
    } else {
        const auto end = waiting_.begin() + MaxBatch;
        batch.assign(waiting_.begin(), end);
        waiting_.erase(waiting_.begin(), end);
    }
    in_batch_ = true;
    return true;
}

void Writer::runBatch(const Batch& batch)
{
    stores_.changes = {};
    try {
        setSync(std::ranges::any_of(
            batch, [](const PendingJob* job) { return job->promise == Promise::durable; }));
        database_->statement("BEGIN IMMEDIATE").run();
        runJobs(batch);
        database_->statement("COMMIT").run();
    } catch (const std::exception& e) { // the engine's Failure, or no memory
        abandon(batch, e.what());
    }
}

void Writer::runJobs(const Batch& batch)
{
    for (PendingJob* job : batch) {
        const Mark mark(stores_.changes);
        const auto changes_before = database_->totalChanges();
        database_->statement("SAVEPOINT job").run();
        const bool stays = attempt(*job);
        if (!database_->inTransaction()) throw std::runtime_error("the engine gave up the batch");
        if (!stays) {
            mark.restore(stores_.changes);
            if (database_->totalChanges() != changes_before)
                database_->statement("ROLLBACK TO job").run();
        }
        database_->statement("RELEASE job").run();
    }
}

/// Whether what the job did shall stay. Throws when the disk is full or broken: then nobody's
/// commit would get through.
bool Writer::attempt(PendingJob& job)
{
    try {
        return job.run(stores_);
    } catch (const db::Failure& failure) {
        if (failure.trouble() == db::Trouble::full || failure.trouble() == db::Trouble::io) throw;
        job.fail(Error(Code::unavailable, failure.what()));
    } catch (const std::exception& e) {
        job.fail(Error(Code::internal, e.what()));
    } catch (...) {
        job.fail(Error(Code::internal, "a job threw something unknown"));
    }
    return false;
}

void Writer::abandon(const Batch& batch, const std::string& why)
{
    stores_.changes = {};
    if (database_->inTransaction()) {
        try {
            database_->statement("ROLLBACK").run();
        } catch (const db::Failure&) {
            // The next BEGIN says so again, to callers who can be told.
        }
    }
    for (PendingJob* job : batch) job->fail(Error(Code::unavailable, why));
}

/// Inside a transaction it is too late to choose.
void Writer::setSync(bool durable)
{
    if (never_sync_ || durable == syncs_) return;
    database_->execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    syncs_ = durable;
}

void Writer::tellObserver()
{
    Changes& changes = stores_.changes;
    if (changes.mailboxes.empty() && !changes.accounts && !changes.queue && !changes.settings
        && !changes.activity)
        return;
    std::ranges::sort(changes.mailboxes);
    const auto repeated = std::ranges::unique(changes.mailboxes);
    changes.mailboxes.erase(repeated.begin(), repeated.end());
    hooks_.committed(changes);
}

} // namespace roost::store
