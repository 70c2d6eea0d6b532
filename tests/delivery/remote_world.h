// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/counters.h"
#include "backend/core/io_threads.h"
#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/delivery/remote/runner.h"
#include "backend/delivery/remote/signatures.h"
#include "backend/store/body_files.h"
#include "backend/store/store_thread.h"
#include "tests/accounts/world.h"

#include <QTemporaryDir>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace roost::test {

using namespace delivery::remote;
using boost::asio::awaitable;

/// How a fake destination behaves.
struct Behaviour {
    enum class Kind {
        takes,      // all of it
        hangs,      // says nothing
        swallows,   // takes the message and then says nothing
        dribbles,   // says a little all the time, and never comes to an end
        unreachable // at once
    };
    Kind kind = Kind::takes;
    std::chrono::milliseconds latency{1};
    bool stays_open = false;
    bool was_mail_answered = false;
    /// Per recipient, when it takes mail.
    std::function<RecipientResult(const std::string& recipient)> answer;
};

/// What came to a fake destination.
struct Received {
    std::string domain;
    std::vector<std::string> recipients;
    std::string sender;
    std::string prefix;
    std::string content;
    Lane lane = Lane::healthy;
};

/// The world outside: destinations by domain; unknown ones take all mail. Any thread.
class FakeWorld final : public Destinations {
public:
    explicit FakeWorld(std::function<void()> changed) : changed_(std::move(changed)) {}

    void behaves(const std::string& domain, const Behaviour& behaviour)
    {
        const std::lock_guard lock(mutex_);
        behaviours_[domain] = behaviour;
    }
    std::vector<Received> received()
    {
        const std::lock_guard lock(mutex_);
        return received_;
    }
    std::size_t receivedCount()
    {
        const std::lock_guard lock(mutex_);
        return received_.size();
    }
    int begun(const std::string& domain)
    {
        const std::lock_guard lock(mutex_);
        return begun_[domain];
    }
    int mostAtOnce()
    {
        const std::lock_guard lock(mutex_);
        return most_at_once_;
    }
    std::size_t mostOpen(Lane lane)
    {
        const std::lock_guard lock(mutex_);
        return most_open_[lane];
    }
    int closed()
    {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    std::unique_ptr<Destination>
    open(std::string domain, Lane lane, std::shared_ptr<Progress> progress) override;

private:
    friend class FakeDestination;
    const std::function<void()> changed_;
    std::mutex mutex_;
    std::map<std::string, Behaviour> behaviours_;
    std::vector<Received> received_;
    std::map<std::string, int> begun_;
    std::map<std::string, int> at_once_; // deliveries under way
    std::map<Lane, std::size_t> open_, most_open_;
    int most_at_once_ = 0;
    int closed_ = 0;
};

class FakeDestination final : public Destination {
public:
    FakeDestination(FakeWorld& world,
                    std::string domain,
                    Lane lane,
                    std::shared_ptr<Progress> progress)
        : world_(world), domain_(std::move(domain)), lane_(lane), progress_(std::move(progress))
    {
        const std::lock_guard lock(world_.mutex_);
        auto& most = world_.most_open_[lane_];
        most = std::max(most, ++world_.open_[lane_]);
    }
    ~FakeDestination() override
    {
        const std::lock_guard lock(world_.mutex_);
        --world_.open_[lane_];
    }

    awaitable<Report> deliver(const RemoteMessage& message) override
    {
        const Behaviour behaviour = begin();
        const End end{*this};
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
        if (behaviour.was_mail_answered) progress_->noteMailAnswered();
        if (behaviour.kind == Behaviour::Kind::swallows) progress_->noteHandover();
        while (behaviour.kind == Behaviour::Kind::dribbles) {
            progress_->noteTalk();
            timer.expires_after(behaviour.latency);
            co_await timer.async_wait(boost::asio::use_awaitable);
        }
        const bool is_silent =
            behaviour.kind == Behaviour::Kind::hangs || behaviour.kind == Behaviour::Kind::swallows;
        if (is_silent)
            timer.expires_at(boost::asio::steady_timer::time_point::max());
        else
            timer.expires_after(behaviour.latency);
        co_await timer.async_wait(boost::asio::use_awaitable);
        co_return finish(message, behaviour);
    }
    bool isOpen() const override { return is_open_; }
    awaitable<void> close() override
    {
        if (std::exchange(is_open_, false)) {
            const std::lock_guard lock(world_.mutex_);
            ++world_.closed_;
        }
        co_return;
    }

private:
    struct End {
        FakeDestination& it;
        ~End()
        {
            {
                const std::lock_guard lock(it.world_.mutex_);
                --it.world_.at_once_[it.domain_];
            }
            it.world_.changed_();
        }
    };
    Behaviour begin()
    {
        Behaviour behaviour;
        {
            const std::lock_guard lock(world_.mutex_);
            ++world_.begun_[domain_];
            world_.most_at_once_ = std::max(world_.most_at_once_, ++world_.at_once_[domain_]);
            const auto known = world_.behaviours_.find(domain_);
            if (known != world_.behaviours_.end()) behaviour = known->second;
        }
        world_.changed_();
        return behaviour;
    }
    Report finish(const RemoteMessage& message, const Behaviour& behaviour)
    {
        Report report;
        report.channel = Channel::smtp;
        report.was_mail_answered = behaviour.was_mail_answered;
        const bool is_there = behaviour.kind == Behaviour::Kind::takes;
        for (const std::string& recipient : message.recipients) {
            RecipientResult result{recipient, delivery::remote::Outcome::delivered, "250 2.0.0 Ok",
                                   "", Cause::none};
            if (!is_there) {
                result.outcome = delivery::remote::Outcome::temporary;
                result.reply = "451 4.4.1 no connection";
                result.cause = Cause::connect_refused;
            } else if (behaviour.answer) {
                result = behaviour.answer(recipient);
                result.recipient = recipient;
            }
            report.results.push_back(result);
        }
        if (!is_there) return report;
        is_open_ = behaviour.stays_open;
        const std::lock_guard lock(world_.mutex_);
        world_.received_.push_back({domain_, message.recipients, message.sender,
                                    message.source.prefix, message.source.content, lane_});
        return report;
    }

    FakeWorld& world_;
    const std::string domain_;
    const Lane lane_;
    const std::shared_ptr<Progress> progress_;
    bool is_open_ = false;
};

inline std::unique_ptr<Destination>
FakeWorld::open(std::string domain, Lane lane, std::shared_ptr<Progress> progress)
{
    return std::make_unique<FakeDestination>(*this, std::move(domain), lane, std::move(progress));
}

/// A queue on disk, its runner on two threads, and the fake world.
class Relay {
public:
    explicit Relay(settings::Values values = relaySettings(),
                   const Patience& patience = {},
                   const store::Medium& medium = {},
                   std::chrono::milliseconds delivery_limit = std::chrono::hours(1))
        : settings(std::move(values)),
          threads(2),
          body_files(path(), 1 << 30),
          outside([this] { notify(); })
    {
        const auto changed = [this](const store::Changes& changes) {
            if (changes.queue && is_awake_) runner->wake();
            notify();
        };
        store = std::move(store::StoreThread::open(path(), changed, medium).value());
        for (std::size_t i = 0; i < 2; ++i)
            readers.push_back(std::make_unique<store::Reader>(path(), medium));
        own_reader = std::make_unique<store::Reader>(path(), medium);
        services = std::make_unique<ConversationServices>(ConversationServices{
            *store, settings, counters, {body_files, workers, signatures, clock}});
        services->delivery_limit = delivery_limit;
        runner = std::make_unique<Runner>(
            RunnerServices{*services, outside},
            std::vector<RunnerThread>{{threads.context(0).get_executor(), readers[0]->stores()},
                                      {threads.context(1).get_executor(), readers[1]->stores()}},
            patience);
        threads.start();
    }
    ~Relay()
    {
        stop();
        threads.stop();
    }

    std::filesystem::path path() const { return folder.path().toStdString() + "/data"; }

    /// What is in the queue now goes out, and what comes later.
    void start()
    {
        is_awake_ = true;
        runner->start();
    }
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(2))
    {
        is_awake_ = false;
        if (!std::exchange(is_stopped_, true) && !runner->stop(grace)) qFatal("it does not stop");
    }
    /// Moves the clock and lets the runner look at it.
    void pass(std::chrono::seconds time)
    {
        clock.pass(time);
        runner->wake();
    }

    template <class Job>
    auto write(Job job)
    {
        using Value = std::invoke_result_t<Job&, store::Stores&>;
        auto wrapped = [&](store::Stores& stores) -> Result<Value> { return job(stores); };
        auto done = store->writeNow(wrapped, store::Promise::durable);
        if (!done) qFatal("%s", done.error().detail.c_str());
        return std::move(*done);
    }
    /// One message to all of them, from a user of ours.
    std::vector<store::QueueId> queue(const std::vector<std::string>& recipients,
                                      const std::string& text = "hello",
                                      const std::string& sender = "ann@relay.test")
    {
        return write([&](store::Stores& s) {
            const std::string message = "From: <ann@relay.test>\r\nSubject: [...]\r\n\r\n" + text;
            const auto octets = static_cast<std::int64_t>(message.size());
            const auto body = s.bodies.add({message, {}, octets});
            std::vector<store::QueueId> ids;
            for (const std::string& recipient : recipients) {
                store::QueueRow row;
                row.body_id = body;
                row.sender = sender;
                row.recipient = recipient;
                row.domain = recipient.substr(recipient.find('@') + 1);
                row.octets = octets;
                row.queued_at = clock.now();
                row.next_try_at = clock.now();
                ids.push_back(s.queue.add(row));
            }
            return ids;
        });
    }
    store::AccountId account(const std::string& address)
    {
        return write([&](store::Stores& s) {
            return s.accounts.create(address, "$y$hash", clock.now()).value().id;
        });
    }

    // Reading, on the test's thread.
    std::vector<store::QueueRow> rows() { return (*own_reader)->queue.list(100'000); }
    std::optional<store::QueueRow> row(store::QueueId id) { return (*own_reader)->queue.find(id); }
    std::int64_t waiting() { return (*own_reader)->queue.count(); }
    store::Peer peer(const std::string& domain)
    {
        return (*own_reader)->destinations.peer(domain).value_or(store::Peer{});
    }
    std::vector<std::string> inbox(const std::string& address)
    {
        std::vector<std::string> messages;
        const auto account = (*own_reader)->accounts.find(address);
        for (const auto& row : (*own_reader)->messages.list(account->inbox_id, {1, 100}, 100))
            messages.push_back((*own_reader)->bodies.load(row.body_id)->content);
        return messages;
    }

    /// Whether `is_so` comes true, looked at whenever something happens.
    template <class Condition>
    bool becomes(Condition is_so, std::chrono::seconds limit = std::chrono::seconds(30))
    {
        const auto end = std::chrono::steady_clock::now() + limit;
        for (;;) {
            std::uint64_t seen = 0;
            {
                const std::lock_guard lock(mutex_);
                seen = events_;
            }
            if (is_so()) return true;
            std::unique_lock lock(mutex_);
            if (!happened_.wait_until(lock, end, [&] { return events_ != seen; })) return false;
        }
    }

    QTemporaryDir folder;
    FakeClock clock;
    core::Counters counters;
    core::LiveSettings settings;
    core::IoThreads threads;
    core::Workers workers{"sign", 2, 4096};
    Signatures signatures;
    store::BodyFiles body_files;
    FakeWorld outside;
    std::unique_ptr<store::StoreThread> store;
    std::vector<std::unique_ptr<store::Reader>> readers;
    std::unique_ptr<store::Reader> own_reader;
    std::unique_ptr<ConversationServices> services;
    std::unique_ptr<Runner> runner;

private:
    void notify()
    {
        {
            const std::lock_guard lock(mutex_);
            ++events_;
        }
        happened_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable happened_;
    std::uint64_t events_ = 0;
    std::atomic<bool> is_awake_{false};
    bool is_stopped_ = false;
};

} // namespace roost::test
