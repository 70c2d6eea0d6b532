// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/password_hash.h"
#include "tests/accounts/world.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

using namespace roost;
using test::World;

namespace {

constexpr const char* Ann = "annannann@relay.test";

boost::asio::awaitable<void>
logInOnce(World& world, std::string password, std::vector<Result<accounts::Login>>& results)
{
    const net::Origin origin;
    auto login = co_await world.accounts->login(world.reader->stores(), Ann, password, origin);
    results.push_back(std::move(login));
}

/// First logins that are all under way at once, one per password.
std::vector<Result<accounts::Login>> logInAtOnce(World& world, std::vector<std::string> passwords)
{
    boost::asio::io_context& io = test::loop();
    std::vector<Result<accounts::Login>> results;
    for (const std::string& password : passwords)
        boost::asio::co_spawn(io, logInOnce(world, password, results), [](std::exception_ptr e) {
            if (e) std::rethrow_exception(e);
        });
    io.restart();
    io.run();
    return results;
}

/// Keeps the two hashing threads busy and their queue full for as long as it lives.
class Jam {
public:
    explicit Jam(core::Workers& workers)
    {
        const auto hold = [this, opened = end_.get_future().share()] {
            ++running_;
            opened.wait();
        };
        while (running_ < 2) {
            static_cast<void>(workers.tryPost(hold));
            std::this_thread::yield();
        }
        while (workers.tryPost(hold)) {
        }
    }
    ~Jam() { end_.set_value(); }

private:
    std::atomic<int> running_{0};
    std::promise<void> end_;
};

} // namespace

class TstLogin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstLoginMakesTheAccount()
    {
        World world;
        const auto login = world.login("AnnAnnAnn@Relay.Test");
        QVERIFY(login.has_value());
        QCOMPARE(login->address, Ann);

        const auto account = (*world.reader)->accounts.find(Ann);
        QVERIFY(account.has_value());
        QCOMPARE(account->id, login->account_id);
        QCOMPARE(account->inbox_id, login->inbox_id);
        QVERIFY(account->password_hash.starts_with("$y$"));
        QCOMPARE(account->last_seen_at, world.clock.now() / SecondsPerDay * SecondsPerDay);
        QCOMPARE(world.counters.accounts_created.load(), 1U);
        QCOMPARE(world.counters.logins.load(), 1U);
    }

    void itsPasswordIsNeededFromThenOn()
    {
        World world;
        QVERIFY(world.login(Ann).has_value());
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE(world.login(Ann, "another password").error().code, Code::denied);
        QCOMPARE(world.login(Ann, "").error().code, Code::denied);
        QCOMPARE(world.counters.accounts_created.load(), 1U);
        QCOMPARE(world.counters.logins_failed.load(), 2U);
    }

    void inadmissibleLoginsMakeNoAccount()
    {
        World world;
        for (const std::string address :
             {"ann@relay.test", "annannann@other.test", "annannann", "", "ann+ann-a@relay.test"})
            QCOMPARE(world.login(address).error().code, Code::denied);
        QCOMPARE(world.login(Ann, "12345678").error().code, Code::denied);
        QCOMPARE(world.login(std::string(100'000, 'a')).error().code, Code::denied);
        QCOMPARE(world.login(Ann, std::string(100'000, 'a')).error().code, Code::denied);
        QCOMPARE((*world.reader)->accounts.count(), 0);
    }

    void closedRegistrationLetsOnlyTheKnownIn()
    {
        World world;
        QVERIFY(world.login(Ann).has_value());
        auto closed = test::relaySettings();
        closed.registration_open = false;
        world.settings.replace(closed);
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE(world.login("bobbobbob@relay.test").error().code, Code::denied);
        QCOMPARE((*world.reader)->accounts.count(), 1);
    }

    void busyMachineLetsOnlyTheKnownIn()
    {
        World world;
        QVERIFY(world.login(Ann).has_value());
        auto busy = test::relaySettings();
        busy.min_free_disk_space = INT64_MAX;
        world.settings.replace(busy);
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE(world.login("bobbobbob@relay.test").error().code, Code::limit);
        QCOMPARE(world.accounts->registrationRefusal()->setting, "min_free_disk_space");
        QCOMPARE(world.accounts->registrationsRefused(), 1);
    }

    void tooManyNewAccountsAreAskedToWait()
    {
        auto settings = test::relaySettings();
        settings.max_new_accounts_per_second = 1;
        World world(settings);
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE(world.login("bobbobbob@relay.test").error().code, Code::limit);
        QVERIFY(world.login(Ann).has_value());
        world.clock.pass(std::chrono::seconds(1));
        QVERIFY(world.login("bobbobbob@relay.test").has_value());
    }

    void equalFirstLoginsAtOnceAllSucceed()
    {
        World world;
        const auto results = logInAtOnce(world, std::vector<std::string>(10, "a password"));
        QCOMPARE(results.size(), 10U);
        for (const auto& login : results) {
            QVERIFY(login.has_value());
            QCOMPARE(login->account_id, results.front()->account_id);
        }
        QCOMPARE(world.counters.accounts_created.load(), 1U);
        QCOMPARE((*world.reader)->accounts.count(), 1);
    }

    void ofDifferentFirstLoginsAtOnceExactlyOneWins()
    {
        World world;
        std::vector<std::string> passwords;
        for (int i = 0; i < 5; ++i) passwords.push_back("password " + std::to_string(i));
        const auto results = logInAtOnce(world, passwords);
        QCOMPARE(results.size(), 5U);
        QCOMPARE(std::ranges::count_if(results, [](const auto& r) { return r.has_value(); }), 1);
        for (const auto& login : results)
            if (!login) QCOMPARE(login.error().code, Code::denied);
        QCOMPARE((*world.reader)->accounts.count(), 1);
    }

    void verifiedLoginNeedsNoHashing()
    {
        World world(test::relaySettings(), 1);
        QVERIFY(world.login(Ann).has_value());
        const Jam jam(world.hashing);
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE(world.login(Ann, "another password").error().code, Code::unavailable);
        QCOMPARE(world.login("bobbobbob@relay.test").error().code, Code::unavailable);
    }

    void oldHashIsRenewedAtTheNextLogin()
    {
        World world;
        const std::string sha512 =
            "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEd"
            "FCoEOfaS35inz1";
        const auto made = world.write(
            [&](store::Stores& stores) { return stores.accounts.create(Ann, sha512, 1); });
        QVERIFY(made.has_value());
        QCOMPARE(world.login(Ann, "Hello world?").error().code, Code::denied);
        QCOMPARE((*world.reader)->accounts.find(Ann)->password_hash, sha512);
        QVERIFY(world.login(Ann, "Hello world!").has_value());
        const auto account = (*world.reader)->accounts.find(Ann);
        QVERIFY(!trust::needsRehash(account->password_hash));
        QVERIFY(world.login(Ann, "Hello world!").has_value());
    }

    void dayOfTheLastLoginIsKept()
    {
        World world;
        QVERIFY(world.login(Ann).has_value());
        const auto first = (*world.reader)->accounts.find(Ann)->last_seen_at;
        world.clock.pass(std::chrono::hours(24 * 3));
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE((*world.reader)->accounts.find(Ann)->last_seen_at, first + 3 * SecondsPerDay);
        QCOMPARE(world.login(Ann, "another password").error().code, Code::denied);
    }

    void manyWrongPasswordsAreAnsweredLate()
    {
        World world;
        QVERIFY(world.login(Ann).has_value());
        for (int i = 0; i < 5; ++i) QVERIFY(!world.login(Ann, "another password"));
        const auto began = std::chrono::steady_clock::now();
        QVERIFY(world.login(Ann).has_value()); // the right one is never slowed
        QVERIFY(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(900));
        QVERIFY(!world.login(Ann, "another password"));
        QVERIFY(std::chrono::steady_clock::now() - began >= std::chrono::seconds(1));
    }
};

QTEST_GUILESS_MAIN(TstLogin)
#include "tst_login.moc"
