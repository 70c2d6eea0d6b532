// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/housekeeper.h"

#include "backend/store/body_files.h"
#include "backend/store/connection.h"
#include "backend/store/db/schema.h"

#include <algorithm>
#include <chrono>
#include <pthread.h>
#include <sqlite3.h>

namespace roost::store {
namespace {

constexpr auto TidyInterval = std::chrono::seconds(30);
constexpr auto IdleInterval = std::chrono::hours(1); // when nothing was written
constexpr auto EraseDelay = std::chrono::seconds(1); // what is deleted meanwhile goes along
constexpr auto Never = std::chrono::steady_clock::time_point::max();
constexpr std::int64_t LogFrames = 4096;       // 16 MiB of pages: then the log starts anew
constexpr int ReaderPatienceMilliseconds = 50; // the writer waits as long
constexpr std::int64_t FilesPerJob = 500;
constexpr std::int64_t PagesPerJob = 1000;
constexpr int MaxShrinkJobs = 50; // each time: others want to write as well

} // namespace

Housekeeper::Housekeeper(std::filesystem::path data_dir, Medium medium, Writer& writer)
    : data_dir_(std::move(data_dir)),
      medium_(std::move(medium)),
      writer_(writer),
      database_(databaseFile(data_dir_), db::Access::write, medium_.vfs),
      shorten_at_(LogFrames)
{
    sqlite3_busy_timeout(database_.handle(), ReaderPatienceMilliseconds);
    database_.execute("PRAGMA wal_autocheckpoint = 0");
    database_.execute(medium_.never_sync ? "PRAGMA synchronous = OFF"
                                         : "PRAGMA synchronous = FULL");
}

Housekeeper::~Housekeeper()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Housekeeper::start()
{
    tidy_at_ = Clock::now() + TidyInterval;
    erase_at_ = Clock::now(); // what the last run did not come to
    thread_ = std::thread([this] { loop(); });
    pthread_setname_np(thread_.native_handle(), "store-tidy");
}

void Housekeeper::logGrew(std::int64_t frames)
{
    bool wakes = false;
    {
        const std::lock_guard lock(mutex_);
        frames_ = frames;
        wakes = frames >= shorten_at_ || !has_written_;
        if (!has_written_) tidy_at_ = Clock::now() + TidyInterval;
        has_written_ = true;
    }
    if (wakes) wake_.notify_one();
}

void Housekeeper::bodiesUnused()
{
    {
        const std::lock_guard lock(mutex_);
        if (erase_at_ != Never) return;
        erase_at_ = Clock::now() + EraseDelay;
    }
    wake_.notify_one();
}

void Housekeeper::loop()
{
    std::unique_lock lock(mutex_);
    while (!ending_) {
        const auto now = Clock::now();
        const bool too_long = frames_ >= shorten_at_;
        const auto due = std::min(tidy_at_, erase_at_);
        if (!too_long && now < due) {
            wake_.wait_until(lock, due);
            continue;
        }
        const bool tidies = now >= tidy_at_;
        lock.unlock();
        if (too_long || !tidies)
            serve(too_long);
        else
            static_cast<void>(tidy()); // what failed is tried again next time
        lock.lock();
    }
}

void Housekeeper::serve(bool log_is_long)
{
    const std::lock_guard working(work_);
    try {
        if (log_is_long)
            shorten();
        else
            eraseUnused();
    } catch (const db::Failure&) {
        // It is tried again when all is tidied up.
    }
}

bool Housekeeper::isLogLong()
{
    const std::lock_guard lock(mutex_);
    return frames_ >= shorten_at_;
}

/// Under load the log is used again from its start, without giving its room back.
void Housekeeper::shorten()
{
    bool done = checkpoint(SQLITE_CHECKPOINT_PASSIVE); // the bulk, beside the writer
    {
        const Writer::Pause pause(writer_);
        done = checkpoint(SQLITE_CHECKPOINT_RESTART) && done;
    }
    const std::lock_guard lock(mutex_);
    // A reader in the way: not again at once, but when there is more.
    shorten_at_ = done ? LogFrames : std::max(frames_, shorten_at_) + LogFrames / 4;
    if (done) frames_ = 0;
}

Result<> Housekeeper::tidy()
{
    const std::lock_guard working(work_);
    {
        const std::lock_guard lock(mutex_);
        tidy_at_ = Clock::now() + TidyInterval;
    }
    try {
        eraseUnused();
        unlinkDropped();
        giveBackSpace();
        db::removeOldCopies(databaseFile(data_dir_));
        if (!emptyLog()) return Error(Code::unavailable, "the log could not be emptied");
        return {};
    } catch (const db::Failure& failure) {
        return Error(Code::unavailable, failure.what());
    }
}

bool Housekeeper::emptyLog()
{
    const bool bulk_done = checkpoint(SQLITE_CHECKPOINT_PASSIVE); // beside the writer
    const Writer::Pause pause(writer_);
    const bool done = checkpoint(SQLITE_CHECKPOINT_TRUNCATE) && bulk_done;
    const std::lock_guard lock(mutex_);
    if (!done) return false;
    frames_ = 0;
    shorten_at_ = LogFrames;
    has_written_ = false; // the writer waits: what it commits from here on is heard of later
    tidy_at_ = Clock::now() + IdleInterval;
    return true;
}

/// In steps, between which others write.
void Housekeeper::eraseUnused()
{
    {
        const std::lock_guard lock(mutex_);
        erase_at_ = Never; // whoever needs it from here on says so
    }
    auto erase = [](Stores& stores) -> Result<bool> { return stores.bodies.eraseSomeUnused(); };
    while (database_.integer("SELECT EXISTS (SELECT 1 FROM unused_bodies)") != 0) {
        TypedJob<decltype(erase)> job(erase, Promise::relaxed);
        writer_.runNow(job);
        const auto erased = job.take();
        if (!erased || !*erased) return;
        if (isLogLong()) shorten();
    }
}

bool Housekeeper::checkpoint(int mode)
{
    return sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, mode, nullptr, nullptr)
           == SQLITE_OK;
}

/// The names are forgotten first, durably, which covers the drop: a file that a power cut leaves
/// behind then is a stray one, and a file that a row names is never missing.
void Housekeeper::unlinkDropped()
{
    while (database_.integer("SELECT count(*) FROM (SELECT 1 FROM dropped_files LIMIT 1)") > 0) {
        auto take = [](Stores& stores) -> Result<std::vector<std::string>> {
            auto names = stores.bodies.droppedFiles(FilesPerJob);
            stores.bodies.forget(names);
            return names;
        };
        TypedJob<decltype(take)> job(take, Promise::durable);
        writer_.runNow(job);
        const auto names = job.take();
        if (!names) return;
        for (const std::string& name : *names)
            medium_.fileLayer().remove(bodyPath(data_dir_, name));
    }
}

/// A quarter of free pages is kept for the mail to come.
bool Housekeeper::hasMuchRoom()
{
    const auto free = database_.integer("PRAGMA freelist_count");
    return free > PagesPerJob && free > database_.integer("PRAGMA page_count") / 4;
}

void Housekeeper::giveBackSpace()
{
    auto shrink = [](Stores& stores) -> Result<> {
        stores.db.execute("PRAGMA incremental_vacuum(" + std::to_string(PagesPerJob) + ")");
        return {};
    };
    for (int jobs = 0; jobs < MaxShrinkJobs && hasMuchRoom(); ++jobs) {
        TypedJob<decltype(shrink)> job(shrink, Promise::relaxed);
        writer_.runNow(job);
        if (const auto done = job.take(); !done) return; // it has time
    }
}

} // namespace roost::store
