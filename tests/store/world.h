// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/store_thread.h"
#include "backend/store/verify.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace roost::test {

using namespace roost::store;

constexpr UnixSeconds Now = 1'700'000'000;

/// A store on a real disk, and what its observer was told. Nobody cuts the power here, so nothing
/// is synced: tst_power_cut looks after that.
class World {
public:
    World() : World(Medium{.vfs = {}, .files = nullptr, .never_sync = true}) {}
    explicit World(const Medium& medium) : medium_(medium) { start(); }

    void start()
    {
        auto opened = StoreThread::open(
            path(), [this](const Changes& changes) { note(changes); }, medium_);
        if (!opened) qFatal("%s", opened.error().detail.c_str());
        thread_ = std::move(*opened);
    }
    void stop() { thread_.reset(); }
    std::filesystem::path path() const { return folder_.path().toStdString() + "/data"; }
    StoreThread& thread() { return *thread_; }

    /// Runs `job(Stores&)`, which returns any value, as a durable job that succeeds.
    template <class Job>
    auto run(Job job)
    {
        using Value = std::invoke_result_t<Job&, Stores&>;
        auto wrapped = [&](Stores& stores) -> Result<Value> { return job(stores); };
        auto done = thread_->writeNow(wrapped, Promise::durable);
        if (!done) qFatal("%s", done.error().detail.c_str());
        return std::move(*done);
    }

    /// Runs a `job(Stores&)` that returns a Result.
    template <class Job>
    auto attempt(Job job, Promise promise = Promise::durable)
    {
        return thread_->writeNow(job, promise);
    }

    Account account(const std::string& address)
    {
        return run([&](Stores& s) { return s.accounts.create(address, "$y$hash", Now).value(); });
    }
    Uid deliver(MailboxId mailbox, const std::string& content, std::uint8_t flags = 0)
    {
        return run([&](Stores& s) { return delivered(s, mailbox, content, flags).value().uid; });
    }
    static Result<Appended>
    delivered(Stores& s, MailboxId mailbox, const std::string& content, std::uint8_t flags = 0)
    {
        NewMessage message;
        message.octets = static_cast<std::int64_t>(content.size());
        message.body_id = s.bodies.add({content, {}, message.octets});
        message.received_at = Now;
        message.flags = flags;
        return s.messages.append(mailbox, message);
    }
    Mailbox mailbox(MailboxId id)
    {
        return run([&](Stores& s) { return s.mailboxes.get(id).value(); });
    }
    FlagResult flag(MailboxId mailbox, const UidSet& uids, FlagMode mode, std::uint8_t flags)
    {
        const FlagChange change{mode, flags, {}, {}};
        return run([&](Stores& s) { return s.messages.setFlags(mailbox, uids, change).value(); });
    }
    UidSet expunge(MailboxId mailbox)
    {
        return run([&](Stores& s) { return s.messages.expunge(mailbox, nullptr).value(); });
    }
    UidSet uids(MailboxId mailbox)
    {
        return run([&](Stores& s) { return s.messages.uids(mailbox); });
    }
    std::int64_t count(const std::string& table)
    {
        return run([&](Stores& s) { return s.db.integer("SELECT count(*) FROM " + table); });
    }

    /// What was told since the last call.
    std::vector<Changes> told()
    {
        const std::lock_guard lock(mutex_);
        return std::exchange(told_, {});
    }
    /// Empty when the store is sound.
    std::string faults()
    {
        const auto verdict = verify(path(), medium_);
        return verdict ? std::string() : verdict.error().detail;
    }

private:
    void note(const Changes& changes)
    {
        const std::lock_guard lock(mutex_);
        told_.push_back(changes);
    }

    QTemporaryDir folder_;
    Medium medium_;
    std::mutex mutex_;
    std::vector<Changes> told_;
    std::unique_ptr<StoreThread> thread_;
};

} // namespace roost::test
