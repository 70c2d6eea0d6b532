// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/guess_brake.h"
#include "backend/accounts/login_cache.h"
#include "backend/accounts/registration_brake.h"

#include <QTest>

using namespace roost;
using namespace std::chrono_literals;

namespace {

constexpr accounts::WindowCounter::Instant Start(1000h);

net::Origin network(const char* name)
{
    net::Origin origin;
    origin.network = name;
    origin.is_loopback = false;
    return origin;
}

} // namespace

class TstBrakes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiveWrongPasswordsAreFree()
    {
        accounts::GuessBrake brake;
        for (int i = 0; i < 5; ++i) QCOMPARE(brake.wrong("ann", "192.0.2.0/24", Start).count(), 0);
        QCOMPARE(brake.wrong("ann", "192.0.2.0/24", Start).count(), 1000);
        QCOMPARE(brake.wrong("ann", "192.0.2.0/24", Start).count(), 2000);
        // Neither another address nor another network suffers.
        QCOMPARE(brake.wrong("bob", "192.0.2.0/24", Start).count(), 0);
        QCOMPARE(brake.wrong("ann", "198.51.100.0/24", Start).count(), 0);
    }

    void noAnswerWaitsLongerThanTenSeconds()
    {
        accounts::GuessBrake brake;
        std::chrono::milliseconds delay{};
        for (int i = 0; i < 100; ++i) delay = brake.wrong("ann", "192.0.2.0/24", Start);
        QCOMPARE(delay.count(), 10'000);
    }

    void fiftyWrongPasswordsOfANetworkAreFree()
    {
        accounts::GuessBrake brake;
        for (int i = 0; i < 50; ++i)
            QCOMPARE(brake.wrong(std::to_string(i), "192.0.2.0/24", Start).count(), 0);
        QCOMPARE(brake.wrong("new", "192.0.2.0/24", Start).count(), 1000);
    }

    void wrongPasswordsAreForgottenAfterTenMinutes()
    {
        accounts::GuessBrake brake;
        for (int i = 0; i < 8; ++i) static_cast<void>(brake.wrong("ann", "192.0.2.0/24", Start));
        QVERIFY(brake.wrong("ann", "192.0.2.0/24", Start + 9min).count() > 0);
        QCOMPARE(brake.wrong("ann", "192.0.2.0/24", Start + 10min).count(), 0);
    }

    void counterHoldsNoMoreKeysThanAllowed()
    {
        accounts::WindowCounter counter(1h, 100);
        for (int i = 0; i < 1000; ++i) counter.add(std::to_string(i), Start);
        QVERIFY(counter.keys() <= 100);
        QCOMPARE(counter.count("999", Start), 1);
        QCOMPARE(counter.count("0", Start), 0);
    }

    void counterKeepsWhatIsTouchedOften()
    {
        accounts::WindowCounter counter(1h, 100);
        for (int i = 0; i < 1000; ++i) {
            counter.add(std::to_string(i), Start);
            counter.add("often", Start);
        }
        QCOMPARE(counter.count("often", Start), 1000);
    }

    void registrationsOfANetworkAreLimitedByTheHour()
    {
        accounts::RegistrationBrake brake;
        const accounts::RegistrationLimits limits{3, 1000};
        for (int i = 0; i < 3; ++i) QVERIFY(brake.admit(network("192.0.2.0/24"), limits, Start));
        QVERIFY(!brake.admit(network("192.0.2.0/24"), limits, Start));
        QVERIFY(brake.admit(network("198.51.100.0/24"), limits, Start));
        QVERIFY(!brake.admit(network("192.0.2.0/24"), limits, Start + 59min));
        QVERIFY(brake.admit(network("192.0.2.0/24"), limits, Start + 60min));
    }

    void registrationsAreLimitedByTheSecond()
    {
        accounts::RegistrationBrake brake;
        const accounts::RegistrationLimits limits{1000, 2};
        QVERIFY(brake.admit(network("1"), limits, Start));
        QVERIFY(brake.admit(network("2"), limits, Start));
        QVERIFY(!brake.admit(network("3"), limits, Start + 999ms));
        QVERIFY(brake.admit(network("3"), limits, Start + 1s));
    }

    void loopbackHasNoHourlyLimit()
    {
        accounts::RegistrationBrake brake;
        const accounts::RegistrationLimits limits{1, 1000};
        for (int i = 0; i < 100; ++i) QVERIFY(brake.admit(net::Origin(), limits, Start));
    }

    void accountsThatDidNotComeIntoBeingDoNotCount()
    {
        accounts::RegistrationBrake brake;
        const accounts::RegistrationLimits limits{1, 1};
        QVERIFY(brake.admit(network("1"), limits, Start));
        brake.undo(network("1"));
        QVERIFY(brake.admit(network("1"), limits, Start));
        QVERIFY(!brake.admit(network("1"), limits, Start));
    }

    void cacheKnowsOnlyWhatWasAdded()
    {
        accounts::LoginCache cache;
        const auto right = cache.digest("ann", "hash", "password");
        QVERIFY(!cache.knows(right));
        cache.add(right);
        QVERIFY(cache.knows(right));
        QVERIFY(!cache.knows(cache.digest("ann", "hash", "wrong")));
        QVERIFY(!cache.knows(cache.digest("ann", "new hash", "password")));
        QVERIFY(!cache.knows(cache.digest("bob", "hash", "password")));
    }

    void cacheForgetsWhatWasLongUnused()
    {
        accounts::LoginCache cache;
        const auto digestOf = [](std::uint32_t number) {
            accounts::LoginCache::Digest digest{};
            std::memcpy(digest.data(), &number, sizeof number);
            return digest;
        };
        for (std::uint32_t i = 0; i < 200'000; ++i) {
            cache.add(digestOf(i));
            if (i % 1000 == 0) QVERIFY(cache.knows(digestOf(0))); // in use all the time
        }
        QVERIFY(cache.knows(digestOf(0)));
        QVERIFY(!cache.knows(digestOf(1)));
        QVERIFY(cache.knows(digestOf(199'999)));
    }
};

QTEST_GUILESS_MAIN(TstBrakes)
#include "tst_brakes.moc"
