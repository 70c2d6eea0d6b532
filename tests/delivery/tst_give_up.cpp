// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/give_up.h"
#include "tests/delivery/remote_world.h"

#include <QTest>

using namespace roost;
using test::Relay;

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
};

namespace {

std::int64_t giveUp(Relay& relay, store::QueueSelection which)
{
    delivery::remote::GiveUpServices services{
        *relay.store,
        relay.settings,
        relay.counters,
        {relay.body_files, relay.workers, relay.signatures, relay.clock}};
    const auto given =
        test::run(delivery::remote::giveUp(services, relay.own_reader->stores(), std::move(which)));
    return given ? *given : -1;
}

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

QTEST_GUILESS_MAIN(TstGiveUp)
#include "tst_give_up.moc"
