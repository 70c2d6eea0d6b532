// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/accounts/world.h"

#include <QTest>

using namespace roost;
using test::run;
using test::World;

namespace {
constexpr const char* Ann = "annannann@relay.test";
}

class TstClosing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blockedAccountsAreRefused()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        QVERIFY(run(world.accounts->setBlocked(ann, true)).has_value());
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        QVERIFY(run(world.accounts->setBlocked(ann, false)).has_value());
        QCOMPARE(world.login(Ann)->account_id, ann);
    }

    void blockingEndsTheSessions()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        const auto bob = world.login("bobbobbob@relay.test")->account_id;
        int ended = 0;
        const auto first = world.accounts->registerSession(ann, [&] { ++ended; });
        auto gone = world.accounts->registerSession(ann, [&] { ended += 100; });
        const auto other = world.accounts->registerSession(bob, [&] { ended += 1000; });
        QCOMPARE(world.accounts->sessions(ann), 2U);
        gone.reset();
        QCOMPARE(world.accounts->sessions(ann), 1U);
        QVERIFY(run(world.accounts->setBlocked(ann, true)).has_value());
        QCOMPARE(ended, 1);
        // A login that overtook the blocking is ended when it registers.
        const auto late = world.accounts->registerSession(ann, [&] { ended += 10; });
        QCOMPARE(ended, 11);
        QVERIFY(run(world.accounts->setBlocked(ann, false)).has_value());
        const auto later = world.accounts->registerSession(ann, [&] { ended += 10; });
        QCOMPARE(ended, 11);
    }

    void deletedAddressIsReservedUntilErased()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        int ended = 0;
        const auto session = world.accounts->registerSession(ann, [&] { ++ended; });
        QVERIFY(run(world.accounts->markDeleted(ann)).has_value());
        QCOMPARE(ended, 1);
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        QCOMPARE(world.login(Ann, "another password").error().code, Code::denied);

        world.clock.pass(std::chrono::hours(23));
        QVERIFY(run(world.accounts->eraseDue()).has_value());
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        world.clock.pass(std::chrono::hours(2));
        QVERIFY(run(world.accounts->eraseDue()).has_value());
        QVERIFY(!(*world.reader)->accounts.get(ann));
        QVERIFY(world.login(Ann, "another password").has_value());
    }

    void deletionCanBeUndone()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        QVERIFY(run(world.accounts->markDeleted(ann)).has_value());
        QVERIFY(run(world.accounts->restore(ann)).has_value());
        QCOMPARE(world.login(Ann)->account_id, ann);
        int ended = 0;
        const auto session = world.accounts->registerSession(ann, [&] { ++ended; });
        QCOMPARE(ended, 0);
        world.clock.pass(std::chrono::hours(48));
        QVERIFY(run(world.accounts->eraseDue()).has_value());
        QVERIFY(world.login(Ann).has_value());
    }

    void unknownAccountsCannotBeClosed()
    {
        World world;
        QCOMPARE(run(world.accounts->setBlocked(99, true)).error().code, Code::not_found);
        QCOMPARE(run(world.accounts->markDeleted(99)).error().code, Code::not_found);
        QCOMPARE(run(world.accounts->restore(99)).error().code, Code::not_found);
    }

    void tokensMayOutliveTheAccounts()
    {
        World world;
        auto token = world.accounts->registerSession(1, [] {});
        world.accounts.reset();
        token.reset();
    }
};

QTEST_GUILESS_MAIN(TstClosing)
#include "tst_closing.moc"
