// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/queue_desk.h"

#include <boost/json/serialize.hpp>

#include <QTest>

using namespace roost;
using test::of;
using Desk = test::QueueDesk;

/// What waits and why.
class TstQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitingMailIsGroupedByDestinationAndReason();
    void refusalsAreToldApart();
    void reasonIsThatOfTheReply();
    void messagesAreShownWithoutTheirContent();
    void messagesArePaged();
    void peersAreCounted();
    void everyExplanationIsListed();
    void strangeOctetsInAReplyHarmNobody();
};

void TstQueue::waitingMailIsGroupedByDestinationAndReason()
{
    Desk desk;
    desk.fill({"a@one.test", "b@one.test", "c@one.test"});
    desk.fill({"d@one.test"}, "refused", "451 4.7.1 Greylisted, please try again later");
    desk.fill({"e@two.test"}, "");
    QVERIFY(desk.begin());
    const auto list = desk.list();
    QCOMPARE(list.recipients, 5);
    QCOMPARE(list.groups.size(), std::size_t(3));
    const api::QueueGroup& first = list.groups[0];
    QCOMPARE(first.domain, std::string("one.test"));
    QCOMPARE(first.recipients, 3);
    QCOMPARE(first.messages, 3);
    QCOMPARE(first.octets, 42);
    QCOMPARE(first.attempts, 1);
    QCOMPARE(first.explanation, std::string("connect_timeout"));
    QCOMPARE(first.oldest_at, desk.world.clock.now());
    QVERIFY(first.next_try_at > desk.world.clock.now());
    QCOMPARE(first.gives_up_at, desk.world.clock.now() + 172'800);
    QCOMPARE(list.groups[1].explanation, std::string("greylisted"));
    QVERIFY(list.groups[1].last_error.starts_with("451 4.7.1"));
    QCOMPARE(list.groups[2].explanation, std::string("waiting"));
}

void TstQueue::refusalsAreToldApart()
{
    Desk desk;
    desk.fill({"a@one.test", "b@one.test"}, "refused", "452 4.2.2 over quota");
    desk.world.clock.pass(std::chrono::seconds(60));
    const auto last = desk.fill({"c@one.test"}, "refused", "452 4.2.2 mailbox full");
    desk.fill({"d@one.test"}, "refused", "451 4.7.1 Greylisted");
    QVERIFY(desk.begin());
    QVERIFY(desk.connect().call<api::QueueHold>(of(last)));
    const auto groups = desk.list().groups;
    QCOMPARE(groups.size(), std::size_t(2));
    QCOMPARE(groups[0].explanation, std::string("mailbox_full"));
    QCOMPARE(groups[0].recipients, 3);
    QCOMPARE(groups[0].messages, 3);
    QCOMPARE(groups[0].held, 1);
    QCOMPARE(groups[0].octets, 42);
    QCOMPARE(groups[0].last_error, std::string("452 4.2.2 mailbox full"));
    QCOMPARE(groups[0].oldest_at, desk.world.clock.now() - 60);
    QCOMPARE(groups[0].next_try_at, desk.world.clock.now() - 60 + 300);
    QCOMPARE(groups[1].explanation, std::string("greylisted"));
    QCOMPARE(groups[1].recipients, 1);
}

void TstQueue::reasonIsThatOfTheReply()
{
    Desk desk;
    desk.fill({"a@one.test"}, "refused", "550 5.1.1 no such user");
    desk.fill({"b@one.test"}, "a cause of tomorrow", "452 4.2.2 over quota");
    QVERIFY(desk.begin());
    const auto rows = desk.messages("one.test");
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].explanation, std::string("unknown_recipient"));
    QCOMPARE(rows[1].explanation, std::string("mailbox_full"));
}

void TstQueue::messagesAreShownWithoutTheirContent()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test"});
    QVERIFY(desk.begin());
    const auto rows = desk.messages();
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].id, ids[0]);
    QCOMPARE(rows[0].recipient, std::string("a@one.test"));
    QCOMPARE(rows[0].octets, 14);
    QCOMPARE(rows[0].attempts, 1);
    const auto text = boost::json::serialize(json::encode(rows[0]));
    QVERIFY(text.find("secret") == std::string::npos);
}

void TstQueue::messagesArePaged()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test", "b@one.test", "c@two.test", "d@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    api::QueueMessages::Params params;
    params.domain = "one.test";
    params.limit = 2;
    const auto first = client.call<api::QueueMessages>(params)->messages;
    QCOMPARE(first.size(), std::size_t(2));
    params.after = first.back().id;
    const auto rest = client.call<api::QueueMessages>(params)->messages;
    QCOMPARE(rest.size(), std::size_t(1));
    QCOMPARE(rest[0].id, ids[3]);
    params.cause = "held";
    params.after = 0;
    QVERIFY(client.call<api::QueueMessages>(params)->messages.empty());
}

void TstQueue::peersAreCounted()
{
    Desk desk;
    auto visit = [&](store::Stores& stores) -> Result<> {
        for (const auto domain : {"one.test", "two.test"})
            stores.destinations.becomesDue(domain, desk.world.clock.now());
        store::Visit good;
        good.at = desk.world.clock.now();
        good.delivered = 3;
        good.latency_millis = 120;
        good.channel = "https";
        stores.destinations.visited("one.test", good);
        store::Visit bad;
        bad.at = desk.world.clock.now() + 1;
        bad.standing = store::Standing::failing;
        bad.deferred = 2;
        bad.error = "no answer within 10 seconds";
        bad.cause = "connect_timeout";
        stores.destinations.visited("two.test", bad);
        return {};
    };
    QVERIFY(desk.world.write(visit));
    QVERIFY(desk.begin());
    const auto peers = desk.connect().call<api::PeerList>({})->peers;
    QCOMPARE(peers.size(), std::size_t(2));
    QCOMPARE(peers[0].domain, std::string("two.test"));
    QVERIFY(peers[0].standing == api::Standing::failing);
    QCOMPARE(peers[0].deferred, 2);
    QCOMPARE(peers[0].explanation, std::string("connect_timeout"));
    QCOMPARE(peers[1].delivered, 3);
    QCOMPARE(peers[1].latency_millis, 120);
    QCOMPARE(peers[1].channel, std::string("https"));
    QVERIFY(peers[1].explanation.empty());
}

void TstQueue::everyExplanationIsListed()
{
    Desk desk;
    QVERIFY(desk.begin());
    const auto all = desk.connect().call<api::ExplanationList>({})->explanations;
    QCOMPARE(all.size(), explanations::catalogue().size());
    for (const api::Explanation& each : all)
        QVERIFY(explanations::find(each.id) && !each.what_to_do.empty());
}

/// JSON is UTF-8; what strangers answer need not be.
void TstQueue::strangeOctetsInAReplyHarmNobody()
{
    Desk desk;
    desk.fill({"a@one.test"}, "refused",
              "451 \xff\xc3"
              "x\xed\xa0\x80 gr\xfc\xdf \xe2\x82\xac \xf0\x9f");
    QVERIFY(desk.begin());
    const auto list = desk.connect().call<api::QueueList>({});
    QVERIFY2(list, "the answer is no JSON");
    QCOMPARE(list->groups.at(0).explanation, std::string("refused_for_now"));
    QCOMPARE(desk.messages().at(0).last_error, std::string("451 ??x??? gr?? \u20ac ??"));
}

QTEST_GUILESS_MAIN(TstQueue)
#include "tst_queue.moc"
