// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/give_up.h"
#include "tests/delivery/behaviours.h"

#include <QTest>

using namespace roost;
using namespace roost::test;

/// An operator gives up mail: it leaves the queue, and its sender is told, in one go.
class TstGiveUp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void senderIsToldOncePerMessage();
    void aWholeDestinationIsGivenUp();
    void whatWasDroppedStaysDropped();
    void theNullSenderIsNotTold();
    void unknownRowsChangeNothing();
    void moreThanOneTransactionHolds();
    void whatComesMeanwhileIsNotMeant();
    void whatArrivesAllTheSameIsNotToldToHaveFailed();
    void whatIsOnTheWireGoesWhenItFails();
    void whatIsOnTheWireGoesWhenTheDiskHasRoomAgain();
    void aRefusalIsToldOnce();
    void whatIsDiscardedOnTheWireMayArrive();
    void whatIsDiscardedOnTheWireIsNotTriedAgain();
};

namespace {

std::int64_t giveUp(Relay& relay, store::QueueSelection which)
{
    const auto given = test::run(
        delivery::remote::giveUp(*relay.services, relay.own_reader->stores(), std::move(which)));
    return given ? *given : -1;
}

/// A message to away.test that is on the wire until the other side is let go on.
struct OnTheWire {
    explicit OnTheWire(const RecipientResult& answer)
    {
        relay.account("ann@relay.test");
        Behaviour slow;
        slow.answer = [this, answer](const std::string&) {
            goes_on.wait(false);
            return answer;
        };
        relay.outside.behaves("away.test", slow);
        ids = relay.queue({"a@away.test"});
        relay.start();
        if (!relay.becomes([&] { return relay.outside.begun("away.test") == 1; }))
            qFatal("it does not begin");
    }
    ~OnTheWire() { goOn(); }
    void goOn()
    {
        goes_on = true;
        goes_on.notify_all();
    }
    /// Until nothing is left to be done.
    bool ends()
    {
        goOn();
        const bool is_gone = relay.becomes([&] { return relay.rows().empty(); });
        relay.stop();
        return is_gone;
    }

    std::atomic<bool> goes_on{false};
    Relay relay;
    std::vector<store::QueueId> ids;
};

} // namespace

void TstGiveUp::senderIsToldOncePerMessage()
{
    Relay relay;
    relay.account("ann@relay.test");
    const auto ids = relay.queue({"a@away.test", "b@away.test"}, "a secret body");
    const auto other = relay.queue({"c@away.test"});
    QCOMPARE(giveUp(relay, {ids, {}}), 2);
    QCOMPARE(relay.waiting(), 1);
    QVERIFY(relay.row(other.front()));
    const auto bounces = relay.inbox("ann@relay.test");
    QCOMPARE(bounces.size(), std::size_t(1));
    QVERIFY(bounces[0].find("Final-Recipient: rfc822; a@away.test") != std::string::npos);
    QVERIFY(bounces[0].find("Final-Recipient: rfc822; b@away.test") != std::string::npos);
    QVERIFY(bounces[0].find("Given up by whoever looks after this relay") != std::string::npos);
    QVERIFY(bounces[0].find("Subject: [...]") != std::string::npos);
    QVERIFY(bounces[0].find("a secret body") == std::string::npos);
    QCOMPARE(relay.counters.bounces.load(), 1U);
}

void TstGiveUp::aWholeDestinationIsGivenUp()
{
    Relay relay;
    relay.account("ann@relay.test");
    relay.queue({"a@away.test"});
    relay.queue({"b@away.test"});
    relay.queue({"c@else.test"});
    QCOMPARE(giveUp(relay, {{}, "away.test"}), 2);
    QCOMPARE(relay.waiting(), 1);
    QCOMPARE(relay.inbox("ann@relay.test").size(), std::size_t(2));
}

void TstGiveUp::whatWasDroppedStaysDropped()
{
    Relay relay;
    relay.account("ann@relay.test");
    const auto ids = relay.queue({"a@away.test"});
    relay.write([&](store::Stores& s) { return s.queue.drop({ids, {}}, relay.clock.now() + 100); });
    QCOMPARE(giveUp(relay, {ids, {}}), 0);
    QCOMPARE(giveUp(relay, {{}, "away.test"}), 0);
    QVERIFY(relay.row(ids.front()));
    QVERIFY(relay.inbox("ann@relay.test").empty());
}

void TstGiveUp::theNullSenderIsNotTold()
{
    Relay relay;
    const auto ids = relay.queue({"a@away.test"}, "x", "");
    QCOMPARE(giveUp(relay, {ids, {}}), 1);
    QCOMPARE(relay.waiting(), 0);
    QCOMPARE(relay.counters.bounces.load(), 0U);
}

void TstGiveUp::unknownRowsChangeNothing()
{
    Relay relay;
    relay.queue({"a@away.test"});
    QCOMPARE(giveUp(relay, {{4711, 4712}, {}}), 0);
    QCOMPARE(giveUp(relay, {{}, "nowhere.test"}), 0);
    QCOMPARE(relay.waiting(), 1);
}

void TstGiveUp::moreThanOneTransactionHolds()
{
    Relay relay;
    relay.account("ann@relay.test");
    std::vector<store::QueueId> ids;
    for (int i = 0; i < 450; ++i) ids.push_back(relay.queue({"a@away.test"}).front());
    const store::QueueSelection some{{ids.begin(), ids.begin() + 230}, {}};
    QCOMPARE(giveUp(relay, some), 230);
    QCOMPARE(giveUp(relay, {{}, "away.test"}), 220);
    QCOMPARE(relay.waiting(), 0);
    QCOMPARE(relay.counters.bounces.load(), 450U);
}

/// The second message is there as soon as the first is gone.
void TstGiveUp::whatComesMeanwhileIsNotMeant()
{
    Relay relay;
    relay.account("ann@relay.test");
    relay.queue({"a@away.test"});
    relay.queue({"b@else.test"});
    relay.write([](store::Stores& s) {
        s.db.execute("CREATE TRIGGER comes AFTER DELETE ON queue BEGIN"
                     " UPDATE queue SET id = OLD.id + 100, domain = 'away.test'"
                     " WHERE domain = 'else.test'; END");
        return 0;
    });
    QCOMPARE(giveUp(relay, {{}, "away.test"}), 1);
    QCOMPARE(relay.waiting(), 1);
    QCOMPARE(relay.rows().front().domain, std::string("away.test"));
    QCOMPARE(relay.inbox("ann@relay.test").size(), std::size_t(1));
}

void TstGiveUp::whatArrivesAllTheSameIsNotToldToHaveFailed()
{
    OnTheWire it(answered(Outcome::delivered, "250 2.0.0 Ok"));
    QCOMPARE(giveUp(it.relay, {it.ids, {}}), 1);
    QVERIFY(it.relay.row(it.ids.front())); // the other server decides
    QVERIFY(it.ends());
    QVERIFY(it.relay.inbox("ann@relay.test").empty());
    QCOMPARE(it.relay.outside.receivedCount(), std::size_t(1));
    QCOMPARE(it.relay.peer("away.test").delivered, 1);
}

void TstGiveUp::whatIsOnTheWireGoesWhenItFails()
{
    OnTheWire it(answered(Outcome::temporary, "450 4.2.0 Not now"));
    QCOMPARE(giveUp(it.relay, {{}, "away.test"}), 1);
    QVERIFY(it.ends());
    const auto bounces = it.relay.inbox("ann@relay.test");
    QCOMPARE(bounces.size(), std::size_t(1));
    QVERIFY(bounces[0].find("the last answer was: 450 4.2.0 Not now") != std::string::npos);
}

void TstGiveUp::whatIsOnTheWireGoesWhenTheDiskHasRoomAgain()
{
    OnTheWire it(answered(Outcome::temporary, "450 4.2.0 Not now"));
    QCOMPARE(giveUp(it.relay, {it.ids, {}}), 1);
    it.relay.write([](store::Stores& s) { // the next deletion fails
        s.db.execute("CREATE TRIGGER broken BEFORE DELETE ON queue BEGIN"
                     " SELECT RAISE(ABORT, 'no room'); END");
        return 0;
    });
    it.goOn();
    QVERIFY(it.relay.becomes([&] { return it.relay.row(it.ids.front())->attempts == 1; }));
    QVERIFY(!it.relay.becomes([&] { return it.relay.rows().empty(); }, std::chrono::seconds(1)));
    it.relay.write([](store::Stores& s) {
        s.db.execute("DROP TRIGGER broken");
        return 0;
    });
    QVERIFY(it.ends());
    QCOMPARE(it.relay.inbox("ann@relay.test").size(), std::size_t(1));
}

void TstGiveUp::aRefusalIsToldOnce()
{
    OnTheWire it(answered(Outcome::permanent, "550 5.7.1 Go away"));
    QCOMPARE(giveUp(it.relay, {it.ids, {}}), 1);
    QVERIFY(it.ends());
    const auto bounces = it.relay.inbox("ann@relay.test");
    QCOMPARE(bounces.size(), std::size_t(1));
    QVERIFY(bounces[0].find("550 5.7.1 Go away") != std::string::npos);
}

void TstGiveUp::whatIsDiscardedOnTheWireMayArrive()
{
    OnTheWire it(answered(Outcome::delivered, "250 2.0.0 Ok"));
    it.relay.write([&](store::Stores& s) {
        return s.queue.drop({it.ids, {}}, it.relay.clock.now() + 100);
    });
    it.goOn();
    QVERIFY(it.relay.becomes([&] { return !it.relay.row(it.ids.front()); })); // nor comes back
    it.relay.stop();
    QVERIFY(it.relay.inbox("ann@relay.test").empty());
    QCOMPARE(it.relay.outside.receivedCount(), std::size_t(1));
}

void TstGiveUp::whatIsDiscardedOnTheWireIsNotTriedAgain()
{
    OnTheWire it(answered(Outcome::permanent, "550 5.7.1 Go away"));
    it.relay.write([&](store::Stores& s) {
        return s.queue.drop({it.ids, {}}, it.relay.clock.now() + 100);
    });
    it.goOn();
    QVERIFY(it.relay.becomes([&] { return it.relay.peer("away.test").last_failure_at > 0; }));
    it.relay.stop();
    QVERIFY(it.relay.row(it.ids.front()));
    QVERIFY(it.relay.inbox("ann@relay.test").empty());
    QCOMPARE(it.relay.outside.begun("away.test"), 1);
}

QTEST_GUILESS_MAIN(TstGiveUp)
#include "tst_give_up.moc"
