// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/behaviours.h"

#include <QTest>

using namespace roost;
using namespace roost::test;
using namespace std::chrono_literals;

/// What the runner does when it must end, when the disk is full, and when there are too many.
class TstRunnerLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stoppingLeavesWhatIsUnderWay();
    void stoppingWaitsForAnAnswerThatIsOnItsWay();
    void aFullDiskSendsNothingTwice();
    void budgetsAreKept();
    void silentOnesTakeTurnsOnTheFailingLane();
    void whatMayHaveBeenTakenMakesRoomAndGoesOn();
    void whatTalksWithoutEndMakesRoom();
    void aDeliveryHasALimit();
    void whatIsHeldMeanwhileKeepsNobodyBusy();
    void oneTryThatHangsSpeaksForAll();
};

void TstRunnerLimits::stoppingLeavesWhatIsUnderWay()
{
    Relay relay;
    relay.outside.behaves("away.test", being(Kind::hangs));
    const auto id = relay.queue({"a@away.test"}).front();
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.outside.begun("away.test") == 1; }));
    relay.stop();
    QCOMPARE(relay.row(id)->attempts, 0); // it is due at the next start
    QCOMPARE(relay.row(id)->next_try_at, relay.clock.now());
}

void TstRunnerLimits::stoppingWaitsForAnAnswerThatIsOnItsWay()
{
    Relay relay;
    relay.outside.behaves("away.test", being(Kind::swallows));
    const auto id = relay.queue({"a@away.test"}).front();
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.outside.begun("away.test") == 1; }));
    const auto begun = std::chrono::steady_clock::now();
    relay.stop(300ms);
    QVERIFY(std::chrono::steady_clock::now() - begun >= 300ms);
    QCOMPARE(relay.row(id)->attempts, 0); // the answer never came: it is sent again
}

/// The outcome of a delivery is kept until it can be written down; nothing else goes out meanwhile.
void TstRunnerLimits::aFullDiskSendsNothingTwice()
{
    Relay relay;
    Behaviour slow;
    std::atomic<bool> goes_on = false;
    slow.answer = [&](const std::string&) {
        goes_on.wait(false);
        return answered(Outcome::delivered, "250 Ok");
    };
    relay.outside.behaves("away.test", slow);
    relay.queue({"a@away.test"}, "one");
    relay.queue({"b@away.test"}, "two");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.outside.begun("away.test") == 1; }));
    relay.write([](store::Stores& s) { // the next deletion fails
        s.db.execute("CREATE TRIGGER broken BEFORE DELETE ON queue BEGIN"
                     " SELECT RAISE(ABORT, 'no room'); END");
        return 0;
    });
    goes_on = true;
    goes_on.notify_all();
    QVERIFY(relay.becomes([&] { return relay.outside.receivedCount() == 1; }));
    relay.runner->wake();
    QVERIFY(!relay.becomes([&] { return relay.outside.begun("away.test") > 1; }, 1s));
    relay.write([](store::Stores& s) {
        s.db.execute("DROP TRIGGER broken");
        return 0;
    });
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    QCOMPARE(relay.outside.receivedCount(), std::size_t{2});
}

void TstRunnerLimits::budgetsAreKept()
{
    settings::Values values = relaySettings();
    values.max_outgoing_connections = 8;
    values.max_failing_connections = 2;
    Relay relay(values);
    for (int i = 0; i < 40; ++i) {
        const std::string domain = "d" + std::to_string(i) + ".test";
        Behaviour behaviour = being(i % 2 == 0 ? Kind::takes : Kind::unreachable);
        behaviour.stays_open = true; // idle connections must make room
        behaviour.latency = 2ms;
        relay.outside.behaves(domain, behaviour);
        relay.queue({"a@" + domain});
    }
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 20; }));
    QVERIFY(relay.becomes([&] {
        return std::ranges::all_of(relay.rows(), [](const auto& row) { return row.attempts > 0; });
    }));
    relay.pass(300s);
    QVERIFY(relay.becomes([&] {
        return std::ranges::all_of(relay.rows(), [](const auto& row) { return row.attempts > 1; });
    }));
    QVERIFY(relay.outside.mostOpen(Lane::healthy) <= 8);
    QVERIFY(relay.outside.mostOpen(Lane::failing) <= 2);
}

/// More destinations hang than there are places for them: each gets its try, and then waits.
void TstRunnerLimits::silentOnesTakeTurnsOnTheFailingLane()
{
    settings::Values values = relaySettings();
    values.max_outgoing_connections = 4;
    values.max_failing_connections = 2;
    Patience patience;
    patience.failing = 50ms;
    Relay relay(values, patience);
    for (int i = 0; i < 12; ++i) {
        const std::string domain = "d" + std::to_string(i) + ".test";
        relay.outside.behaves(domain, being(Kind::hangs));
        relay.queue({"a@" + domain});
    }
    // Those that have a place at the end are left to hang: nobody waits for it.
    const auto tried = [&](std::int64_t times, std::ptrdiff_t count) {
        return relay.becomes([&] {
            const auto rows = relay.rows();
            return std::ranges::count(rows, times, &store::QueueRow::attempts) >= count;
        });
    };
    relay.start();
    QVERIFY(tried(1, 7));
    const auto rows = relay.rows();
    QCOMPARE(rows.back().last_cause, std::string("connect_timeout"));
    QCOMPARE(rows.back().next_try_at, relay.clock.now() + 300);
    relay.pass(300s);
    QVERIFY(tried(2, 5));
    QVERIFY(relay.outside.mostOpen(Lane::failing) <= 2);
}

/// Also when the failing lane has no room: they may not be sent again, and so not be broken off.
void TstRunnerLimits::whatMayHaveBeenTakenMakesRoomAndGoesOn()
{
    settings::Values values = relaySettings();
    values.max_outgoing_connections = 2;
    values.max_failing_connections = 1;
    Patience patience;
    patience.first = patience.longest = 50ms;
    Relay relay(values, patience);
    for (const char* domain : {"one.test", "two.test"}) {
        relay.outside.behaves(domain, being(Kind::swallows));
        relay.queue({std::string("a@") + domain});
    }
    relay.start();
    const auto begun = [&](const char* domain) { return relay.outside.begun(domain) == 1; };
    QVERIFY(relay.becomes([&] { return begun("one.test") && begun("two.test"); }));
    relay.queue({"a@good.test"});
    QVERIFY(relay.becomes([&] { return relay.outside.receivedCount() == 1; }));
    relay.stop(0ms);
    QCOMPARE(relay.waiting(), 2);
    for (const auto& row : relay.rows()) QCOMPARE(row.attempts, 0);
    QVERIFY(begun("one.test") && begun("two.test"));
}

void TstRunnerLimits::whatTalksWithoutEndMakesRoom()
{
    settings::Values values = relaySettings();
    values.max_outgoing_connections = 1;
    values.max_failing_connections = 1;
    Patience patience;
    patience.whole = 100ms;
    Relay relay(values, patience);
    for (const char* domain : {"one.test", "two.test"}) {
        relay.outside.behaves(domain, being(Kind::dribbles));
        relay.queue({std::string("a@") + domain});
    }
    relay.start();
    QVERIFY(relay.becomes([&] {
        return relay.outside.begun("one.test") == 1 && relay.outside.begun("two.test") == 1;
    }));
    relay.queue({"a@good.test"});
    QVERIFY(relay.becomes([&] { return relay.outside.receivedCount() == 1; }));
    // One is on the failing lane, where there was no room for the other.
    QVERIFY(relay.becomes([&] {
        const auto rows = relay.rows();
        return std::ranges::count(rows, 1, &store::QueueRow::attempts) == 1;
    }));
    relay.stop(0ms);
    QCOMPARE(relay.waiting(), 2);
}

/// Though nobody waits; but not while the message may have been taken.
void TstRunnerLimits::aDeliveryHasALimit()
{
    Relay relay(relaySettings(), {}, {}, 50ms);
    relay.outside.behaves("hangs.test", being(Kind::hangs));
    relay.outside.behaves("dribbles.test", being(Kind::dribbles));
    relay.outside.behaves("swallows.test", being(Kind::swallows));
    const auto swallowed = relay.queue({"a@swallows.test"}).front();
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.outside.begun("swallows.test") == 1; }));
    const auto hung = relay.queue({"a@hangs.test"}).front();
    const auto dribbled = relay.queue({"a@dribbles.test"}).front();
    QVERIFY(relay.becomes([&] { return relay.row(hung)->attempts == 1; }));
    QVERIFY(relay.becomes([&] { return relay.row(dribbled)->attempts == 1; }));
    QCOMPARE(relay.row(hung)->last_cause, std::string("connect_timeout"));
    QCOMPARE(relay.row(dribbled)->last_cause, std::string("reply_timeout"));
    relay.stop(0ms);
    QCOMPARE(relay.row(swallowed)->attempts, 0);
}

/// A destination is held while it has a connection and more mail: its thread serves others.
void TstRunnerLimits::whatIsHeldMeanwhileKeepsNobodyBusy()
{
    Relay relay;
    Behaviour slow;
    slow.stays_open = true;
    std::atomic<bool> goes_on = false;
    slow.answer = [&](const std::string&) {
        goes_on.wait(false);
        return answered(Outcome::delivered, "250 Ok");
    };
    relay.outside.behaves("away.test", slow);
    relay.queue({"a@away.test"}, "one");
    relay.queue({"b@away.test"}, "two");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.outside.begun("away.test") == 1; }));
    relay.write([&](store::Stores& s) {
        s.destinations.setHoldRule({"away.test", relay.clock.now() + 50});
        return 0;
    });
    goes_on = true;
    goes_on.notify_all();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; }));
    for (int i = 0; i < 10; ++i) relay.queue({"a@d" + std::to_string(i) + ".test"});
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; })); // on both threads
    relay.pass(50s);
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
}

/// Also for more rows than one job of the store puts back.
void TstRunnerLimits::oneTryThatHangsSpeaksForAll()
{
    Relay relay(relaySettings(), {}, {}, 50ms);
    relay.outside.behaves("hangs.test", being(Kind::hangs));
    for (std::int64_t i = 0; i < 2 * store::QueueRowsPerStep; i += 100)
        relay.queue(std::vector<std::string>(100, "a@hangs.test"), std::to_string(i));
    relay.start();
    QVERIFY(relay.becomes([&] {
        return std::ranges::all_of(relay.rows(), [](const auto& row) { return row.attempts == 1; });
    }));
    QCOMPARE(relay.outside.begun("hangs.test"), 1);
}

QTEST_GUILESS_MAIN(TstRunnerLimits)
#include "tst_runner_limits.moc"
