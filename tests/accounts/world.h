// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/store/store_thread.h"
#include "shared/base/clock.h"

#include <QTemporaryDir>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace roost::test {

/// Stands still until the test moves it.
class FakeClock final : public Clock {
public:
    UnixSeconds now() const override { return 1'800'000'000 + passed_; }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::time_point() + std::chrono::hours(1000)
               + std::chrono::seconds(passed_);
    }
    void pass(std::chrono::seconds time) { passed_ += time.count(); }

private:
    std::atomic<std::int64_t> passed_{0};
};

/// A relay whose machine is never too busy for new accounts.
inline settings::Values relaySettings()
{
    settings::Values values;
    values.mail_domain = "relay.test";
    values.max_load_1m = 1e9;
    values.min_available_memory = 0;
    values.min_free_disk_space = 0;
    return values;
}

template <class T>
boost::asio::awaitable<void> into(std::optional<T>& result, boost::asio::awaitable<T> task)
{
    result.emplace(co_await std::move(task));
}

/// Where the test's coroutines run. It outlives every world: a thread that has just resumed a
/// coroutine may still be leaving the loop's post() when the coroutine has ended.
inline boost::asio::io_context& loop()
{
    static boost::asio::io_context io;
    return io;
}

/// Runs the coroutine to its end and gives its value, or throws what it threw.
template <class T>
T run(boost::asio::awaitable<T> task)
{
    boost::asio::io_context& io = loop();
    std::optional<T> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(io, into(result, std::move(task)),
                          [&](std::exception_ptr thrown) { failure = thrown; });
    io.restart();
    io.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

/// A store on disk with accounts above it.
struct World {
    explicit World(settings::Values values = relaySettings(), std::size_t hashing_queue = 256)
        : settings(std::move(values)), hashing("hash", 2, hashing_queue)
    {
        auto opened = store::StoreThread::open(path(), [](const store::Changes&) {});
        store = std::move(opened.value());
        reader = std::make_unique<store::Reader>(path());
        accounts = std::make_unique<accounts::Accounts>(
            accounts::Dependencies{*store, settings, hashing, counters, clock, path()});
    }
    std::filesystem::path path() const { return folder.path().toStdString(); }

    Result<accounts::Login> login(const std::string& address,
                                  const std::string& password = "a password",
                                  const net::Origin& origin = {})
    {
        return run(accounts->login(reader->stores(), address, password, origin));
    }
    /// As if the daemon had been stopped and started.
    void restart()
    {
        accounts.reset();
        accounts = std::make_unique<accounts::Accounts>(
            accounts::Dependencies{*store, settings, hashing, counters, clock, path()});
    }
    /// Applies `change` to the store, as a job that promises.
    template <class Change>
    auto write(Change change)
    {
        return store->writeNow(change, store::Promise::durable);
    }

    QTemporaryDir folder;
    FakeClock clock;
    core::Counters counters;
    core::LiveSettings settings;
    core::Workers hashing;
    std::unique_ptr<store::StoreThread> store;
    std::unique_ptr<store::Reader> reader;
    std::unique_ptr<accounts::Accounts> accounts;
};

} // namespace roost::test
