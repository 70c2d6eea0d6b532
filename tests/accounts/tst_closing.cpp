// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/accounts/world.h"

#include <QFileInfo>
#include <QTest>

using namespace roost;
using test::run;
using test::World;

namespace {
constexpr const char* Ann = "annannann@relay.test";

std::int64_t closedAddresses(World& world)
{
    return world.reader->stores().db.integer("SELECT count(*) FROM closed_addresses");
}

} // namespace

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
        QVERIFY(run(world.accounts->markDeleted(ann, false)).has_value());
        QCOMPARE(ended, 1);
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        QCOMPARE(world.login(Ann, "another password").error().code, Code::denied);

        world.clock.pass(std::chrono::hours(23));
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        world.clock.pass(std::chrono::hours(2));
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QVERIFY(!(*world.reader)->accounts.get(ann));
        QVERIFY(world.login(Ann, "another password").has_value());
    }

    void deletionCanBeUndone()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        QVERIFY(run(world.accounts->markDeleted(ann, false)).has_value());
        QVERIFY(run(world.accounts->restore(ann)).has_value());
        QCOMPARE(world.login(Ann)->account_id, ann);
        int ended = 0;
        const auto session = world.accounts->registerSession(ann, [&] { ++ended; });
        QCOMPARE(ended, 0);
        world.clock.pass(std::chrono::hours(48));
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QVERIFY(world.login(Ann).has_value());
    }

    void keptClosedAddressCannotBeMadeAgain()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        QVERIFY(run(world.accounts->markDeleted(ann, true)).has_value());
        world.clock.pass(std::chrono::hours(25));
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QVERIFY(!(*world.reader)->accounts.find(Ann));
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        QCOMPARE(world.login("ANNannann@relay.test", "another password").error().code,
                 Code::denied);
        QVERIFY(world.login("bobbobbob@relay.test").has_value());

        world.restart(); // the key is kept
        world.clock.pass(std::chrono::hours(24 * 89));
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QCOMPARE(world.login(Ann).error().code, Code::denied);
        world.clock.pass(std::chrono::hours(24));
        QVERIFY(world.login(Ann).has_value());
        QCOMPARE(closedAddresses(world), 1);
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QCOMPARE(closedAddresses(world), 0);
    }

    void restoringOpensTheAddress()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        QVERIFY(run(world.accounts->markDeleted(ann, true)).has_value());
        QCOMPARE(closedAddresses(world), 1);
        QVERIFY(run(world.accounts->restore(ann)).has_value());
        QCOMPARE(closedAddresses(world), 0);
        QVERIFY(run(world.accounts->markDeleted(ann, true)).has_value());
        QVERIFY(run(world.accounts->markDeleted(ann, false)).has_value());
        QCOMPARE(closedAddresses(world), 0);
        world.clock.pass(std::chrono::hours(25));
        QVERIFY(run(world.accounts->eraseDue(world.reader->stores())).has_value());
        QVERIFY(world.login(Ann).has_value());
    }

    void whatIsStoredOfAClosedAddressNamesNobody()
    {
        World world;
        const auto ann = world.login(Ann)->account_id;
        QVERIFY(run(world.accounts->markDeleted(ann, true)).has_value());
        const QFileInfo key(world.folder.filePath("closed_addresses.key"));
        QCOMPARE(key.size(), 32);
        QCOMPARE(key.permissions() & ~QFile::ReadUser & ~QFile::WriteUser,
                 QFile::ReadOwner | QFile::WriteOwner);
        const auto digest = world.reader->stores()
                                .db.statement("SELECT digest FROM closed_addresses")
                                .first([](store::db::Row row) { return row.text(0); });
        QCOMPARE(digest->size(), std::size_t{32});
        QVERIFY(digest->find("annann") == std::string::npos);
        World other; // the same address, another key
        const auto again = other.login(Ann)->account_id;
        QVERIFY(run(other.accounts->markDeleted(again, true)).has_value());
        QVERIFY(*digest
                != *other.reader->stores()
                        .db.statement("SELECT digest FROM closed_addresses")
                        .first([](store::db::Row row) { return row.text(0); }));
    }

    void unknownAccountsCannotBeClosed()
    {
        World world;
        QCOMPARE(run(world.accounts->setBlocked(99, true)).error().code, Code::not_found);
        QCOMPARE(run(world.accounts->markDeleted(99, false)).error().code, Code::not_found);
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
