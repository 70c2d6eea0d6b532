// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/queue_desk.h"
#include "tests/ctl/command_desk.h"

#include <boost/json/parse.hpp>

#include <QTest>

using namespace roost;
using test::contains;
using Desk = test::CommandDesk;

/// roostctl queue and peer: what waits for other servers, and what an operator does about it.
class TstQueueCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptyQueueIsGoodNews();
    void queueSaysWhatWaitsAndWhy();
    void queuedMessagesAreHeldAndDiscarded();
    void givingUpIsReturningToSender();
    void destinationsAreHeld();
    void addressLiteralsKeepTheirBrackets();
    void ruleInTheWayOfATryIsSaid();
    void peersAreListed();
};

void TstQueueCommands::emptyQueueIsGoodNews()
{
    Desk desk(test::relaySettings());
    QVERIFY(contains(desk.run({"queue", "list"}).out, "Nothing waits"));
}

void TstQueueCommands::queueSaysWhatWaitsAndWhy()
{
    Desk desk(test::relaySettings());
    test::fillQueue(desk.world, {"a@one.test", "b@one.test"}, "refused",
                    "451 4.7.1 Greylisted\x1b[31m, come back");
    const auto list = desk.run({"queue", "list"});
    QCOMPARE(list.code, 0);
    QVERIFY(contains(list.out, "one.test     2 "));
    QVERIFY(contains(list.out, "The other server lets strangers wait"));
    const auto rows = desk.run({"queue", "show", "one.test"});
    QVERIFY(contains(rows.out, "b@one.test"));
    QVERIFY(contains(rows.out, "Nothing needs to be done: a later try succeeds."));
    QVERIFY(contains(rows.out, "Last answer: 451 4.7.1 Greylisted [31m, come back"));
    const auto json = desk.run({"--json", "queue", "list"});
    QVERIFY(boost::json::parse(json.out).at("recipients") == 2);
}

void TstQueueCommands::queuedMessagesAreHeldAndDiscarded()
{
    Desk desk(test::relaySettings());
    const auto ids = test::fillQueue(desk.world, {"a@one.test", "b@one.test"});
    const auto first = std::to_string(ids[0]);
    const auto second = std::to_string(ids[1]);
    QVERIFY(contains(desk.run({"queue", "hold", first, second}).out, "2 messages held"));
    QVERIFY(contains(desk.run({"queue", "show"}).out, "held"));
    QVERIFY(contains(desk.run({"queue", "release", first}).out, "1 message let go"));
    QVERIFY(contains(desk.run({"queue", "retry", first}).out, "1 message will be tried now"));
    const auto discarded = desk.run({"queue", "discard", "one.test"});
    QVERIFY(contains(discarded.out, "2 messages discarded"));
    QVERIFY(contains(discarded.out, "roostctl queue restore one.test"));
    QVERIFY(contains(desk.run({"queue", "show", "--discarded"}).out, "a@one.test"));
    for (const std::string& number : {first, second}) // of which one is not the latest
        QCOMPARE(desk.run({"queue", "show", number, "--discarded"}).code, 0);
    QVERIFY(contains(desk.run({"queue", "show", "one.test", "--discarded", "--limit", "1"}).out,
                     "@one.test"));
    const auto list = desk.run({"queue", "list"}).out;
    QVERIFY(!contains(list, "everything is delivered"));
    QVERIFY(contains(list, "2 discarded can be brought back"));
    QVERIFY(contains(desk.run({"queue", "restore", "one.test"}).out, "2 messages back"));
    QCOMPARE(desk.run({"queue", "discard", "1", "one.test"}).code, 1);
    QCOMPARE(desk.run({"queue", "discard", "one.test", "two.test"}).code, 1);
    QCOMPARE(desk.run({"queue", "hold", first, "--for", "5"}).code, 1);
    QCOMPARE(desk.run({"queue", "retry", "99999999999999999999"}).code, 1);
    QVERIFY(contains(desk.run({"queue", "retry", "two.test"}).out, "Nothing was changed"));
    QVERIFY(contains(desk.run({"queue", "bounce", first}).err, "not set up"));
}

/// As the console calls it.
void TstQueueCommands::givingUpIsReturningToSender()
{
    test::QueueDesk desk;
    const auto ids = desk.fill({"a@one.test", "b@one.test"});
    QVERIFY(desk.begin());
    const auto done = test::runAt(
        desk.path(), {"queue", "bounce", std::to_string(ids[0]), std::to_string(ids[1])});
    QCOMPARE(done.out, std::string("2 messages returned to sender\n"));
    QVERIFY(contains(test::runAt(desk.path(), {"queue", "--help"}).out, "Return to sender"));
}

void TstQueueCommands::destinationsAreHeld()
{
    Desk desk(test::relaySettings());
    QVERIFY(contains(desk.run({"queue", "hold", "one.test"}).out, "Mail for one.test is held\n"));
    QVERIFY(contains(desk.run({"queue", "rules"}).out, "one.test     until released"));
    QVERIFY(contains(desk.run({"queue", "release", "one.test"}).out, "is held no more"));
    QVERIFY(contains(desk.run({"queue", "rules"}).out, "No destination is held"));
}

void TstQueueCommands::addressLiteralsKeepTheirBrackets()
{
    Desk desk(test::relaySettings());
    const auto ids = test::fillQueue(desk.world, {"a@[192.0.2.1]"});
    for (const char* verb : {"retry", "bounce", "discard", "restore"})
        QVERIFY(!contains(desk.run({"queue", verb, "[192.0.2.1]"}).out, "Nothing was changed"));
    const auto held = desk.run({"queue", "hold", "[192.0.2.1]"});
    QVERIFY(contains(held.out, "Mail for [192.0.2.1] is held"));
    QVERIFY(contains(held.out, "roostctl queue release '[192.0.2.1]'"));
    QVERIFY(contains(desk.run({"queue", "show", "[192.0.2.1]"}).out, "a@[192.0.2.1]"));
    QVERIFY(contains(desk.run({"queue", "release", "[192.0.2.1]"}).out, "is held no more"));
}

void TstQueueCommands::ruleInTheWayOfATryIsSaid()
{
    Desk desk(test::relaySettings());
    const auto id = std::to_string(test::fillQueue(desk.world, {"a@one.test"}).front());
    QCOMPARE(desk.run({"queue", "hold", "one.test"}).code, 0);
    QCOMPARE(desk.run({"queue", "hold", id}).code, 0);
    for (const char* verb : {"release", "retry"}) {
        const auto done = desk.run({"queue", verb, id});
        QVERIFY(contains(done.out, "A rule holds all mail for one.test"));
        QVERIFY(contains(done.out, "roostctl queue release one.test"));
        QVERIFY(!contains(done.out, "tried now"));
    }
    QVERIFY(contains(desk.run({"queue", "release", "one.test"}).out, "held no more"));
    QVERIFY(contains(desk.run({"queue", "retry", id}).out, "1 message will be tried now"));
    const auto words = desk.run({"queue", "hold", "all of them"});
    QCOMPARE(words.code, 1);
    QVERIFY(contains(words.err, "must be a mail domain, such as example.org"));
}

void TstQueueCommands::peersAreListed()
{
    Desk desk(test::relaySettings());
    auto visit = [&](store::Stores& stores) -> Result<> {
        stores.destinations.becomesDue("one.test", desk.world.clock.now());
        store::Visit seen;
        seen.at = desk.world.clock.now();
        seen.standing = store::Standing::failing;
        seen.deferred = 2;
        seen.error = "nothing came back";
        seen.cause = "connect_timeout";
        stores.destinations.visited("one.test", seen);
        return {};
    };
    QVERIFY(desk.world.write(visit));
    const auto peers = desk.run({"peer", "list"});
    QVERIFY(contains(peers.out, "one.test     failing"));
    QVERIFY(contains(peers.out, "The other server cannot be reached"));
}

QTEST_GUILESS_MAIN(TstQueueCommands)
#include "tst_queue_commands.moc"
