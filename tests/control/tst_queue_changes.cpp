// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/queue_desk.h"

#include <boost/json/parse.hpp>

#include <QTest>

#include <set>

using namespace roost;
using test::all;
using test::of;
using Desk = test::QueueDesk;

/// What an operator can do about mail that waits.
class TstQueueChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void retryMakesThemDue();
    void heldOnesWaitUntilReleased();
    void aWholeDestinationIsChanged();
    void discardedOnesComeBack();
    void senderIsToldByTheDelivery();
    void rulesHoldADestination();
    void releasingADestinationEndsItsRule();
    void changesAreNotedWithoutAddresses();
    void changesAreToldToSubscribers();
    void viewersOnlyLook_data();
    void viewersOnlyLook();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

namespace {

constexpr std::int64_t Endless = 253'402'300'799;

} // namespace

void TstQueueChanges::retryMakesThemDue()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test", "b@one.test"});
    QVERIFY(desk.begin());
    QCOMPARE(desk.connect().call<api::QueueRetry>(of({ids[0]}))->changed, 1);
    const auto rows = desk.messages();
    QCOMPARE(rows[0].next_try_at, desk.world.clock.now());
    QVERIFY(rows[1].next_try_at > desk.world.clock.now());
}

void TstQueueChanges::heldOnesWaitUntilReleased()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test", "b@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    QCOMPARE(client.call<api::QueueHold>(of(ids))->changed, 2);
    QCOMPARE(client.call<api::QueueHold>(of(ids))->changed, 0);
    for (const auto& row : desk.messages()) {
        QVERIFY(row.state == api::QueueState::held);
        QCOMPARE(row.explanation, std::string("held"));
        QCOMPARE(row.next_try_at, 0);
    }
    QCOMPARE(client.call<api::QueueRelease>(of({ids[1], 4711}))->changed, 1);
    QVERIFY(desk.messages()[1].state == api::QueueState::waits);
    QCOMPARE(desk.messages()[1].next_try_at, desk.world.clock.now());
}

void TstQueueChanges::aWholeDestinationIsChanged()
{
    Desk desk;
    desk.fill({"a@one.test", "b@one.test", "c@two.test"});
    QVERIFY(desk.begin());
    QCOMPARE(desk.connect().call<api::QueueHold>(all("One.Test"))->changed, 2);
    std::set<std::string> held;
    for (const auto& row : desk.messages())
        if (row.state == api::QueueState::held) held.insert(row.recipient);
    QCOMPARE(held, (std::set<std::string>{"a@one.test", "b@one.test"}));
}

void TstQueueChanges::discardedOnesComeBack()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test", "b@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    const auto gone = client.call<api::QueueDiscard>(of({ids[0]}));
    QCOMPARE(gone->changed, 1);
    QCOMPARE(gone->erase_at, desk.world.clock.now() + 86400);
    QCOMPARE(desk.messages().size(), std::size_t(1));
    const auto discarded = desk.messages({}, true);
    QCOMPARE(discarded.size(), std::size_t(1));
    QVERIFY(discarded[0].state == api::QueueState::discarded);
    QVERIFY(discarded[0].erase_at == gone->erase_at);
    QCOMPARE(desk.list().discarded, 1);
    QCOMPARE(client.call<api::QueueRestore>(all("one.test"))->changed, 1);
    QCOMPARE(desk.messages().size(), std::size_t(2));
}

void TstQueueChanges::senderIsToldByTheDelivery()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    QCOMPARE(client.call<api::QueueBounce>(of(ids))->changed, 1);
    QCOMPARE(desk.given_up.size(), std::size_t(1));
    QCOMPARE(desk.given_up[0].ids, ids);
    QCOMPARE(client.call<api::ActivityList>({})->entries.at(0).what, std::string("queue_bounce"));

    Desk without;
    QVERIFY(without.begin(false));
    const auto refused = without.connect().call<api::QueueBounce>(all("one.test"));
    QVERIFY(!refused && refused.error().code == Code::unavailable);
}

void TstQueueChanges::rulesHoldADestination()
{
    Desk desk;
    desk.fill({"a@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    api::QueueRuleSet::Params params;
    params.domain = "One.test";
    QCOMPARE(client.call<api::QueueRuleSet>(params)->rule.until_at, Endless);
    params.until_at = desk.world.clock.now() + 3600;
    QCOMPARE(client.call<api::QueueRuleSet>(params)->rule.until_at, *params.until_at);
    const auto rules = client.call<api::QueueRules>({})->rules;
    QCOMPARE(rules.size(), std::size_t(1));
    QCOMPARE(rules[0].domain, std::string("one.test"));
    const auto group = desk.list().groups.at(0);
    QCOMPARE(group.held_until, *params.until_at);
    QCOMPARE(group.explanation, std::string("held"));
    QCOMPARE(group.gives_up_at, 0); // nothing that is held is returned
    QCOMPARE(group.next_try_at, 0);
    const auto message = desk.messages("One.test").at(0);
    QCOMPARE(message.gives_up_at, 0);
    QCOMPARE(message.next_try_at, 0);
    QCOMPARE(message.explanation, std::string("held"));
    const auto retried = client.call<api::QueueRetry>(of({message.id}));
    QCOMPARE(retried->changed, 1);
    QCOMPARE(retried->held_domains, std::vector<std::string>{"one.test"});
    api::QueueRuleRemove::Params gone;
    gone.domain = "one.test";
    QVERIFY(client.call<api::QueueRuleRemove>(gone));
    QVERIFY(client.call<api::QueueRuleRemove>(gone).error().code == Code::not_found);
    QVERIFY(client.call<api::QueueRules>({})->rules.empty());
}

void TstQueueChanges::releasingADestinationEndsItsRule()
{
    Desk desk;
    desk.fill({"a@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    api::QueueRuleSet::Params params;
    params.domain = "one.test";
    QVERIFY(client.call<api::QueueRuleSet>(params));
    QVERIFY(client.call<api::QueueRelease>(all("one.test")));
    QVERIFY(client.call<api::QueueRules>({})->rules.empty());
    // Also a rule that held nothing leaves a trace when it ends.
    params.domain = "two.test";
    QVERIFY(client.call<api::QueueRuleSet>(params));
    QCOMPARE(client.call<api::QueueRelease>(all("two.test"))->changed, 0);
    const auto entries = client.call<api::ActivityList>({})->entries;
    QCOMPARE(entries[0].what, std::string("queue_release"));
    QCOMPARE(entries[0].subject, std::string("two.test"));
    QVERIFY(client.call<api::QueueRules>({})->rules.empty());
}

void TstQueueChanges::changesAreNotedWithoutAddresses()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test", "b@two.test", "c@three.test", "d@four.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    QVERIFY(client.call<api::QueueHold>(of(ids)));
    QVERIFY(client.call<api::QueueHold>(of(ids))); // changes nothing: no entry
    QVERIFY(client.call<api::QueueDiscard>(all("one.test")));
    const auto entries = client.call<api::ActivityList>({})->entries;
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries[0].what, std::string("queue_discard"));
    QCOMPARE(entries[0].subject, std::string("one.test"));
    QCOMPARE(entries[0].to, std::string("1"));
    QCOMPARE(entries[0].who, std::string("ann"));
    QCOMPARE(entries[1].subject, std::string("four.test one.test three.test ..."));
    QCOMPARE(entries[1].to, std::string("4"));
}

void TstQueueChanges::changesAreToldToSubscribers()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test"});
    QVERIFY(desk.begin());
    test::RawClient subscriber(desk);
    subscriber.send(json::requestLine(1, api::Subscribe::Method, json::Object()));
    QVERIFY(subscriber.message().id == 1);
    QVERIFY(desk.connect().call<api::QueueHold>(of(ids)));
    for (;;) {
        const api::Event event = subscriber.event();
        if (event.kind != api::EventKind::activity_added) continue;
        QCOMPARE(event.activity->what, std::string("queue_hold"));
        return;
    }
}

void TstQueueChanges::viewersOnlyLook_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const auto method :
         {api::QueueRetry::Method, api::QueueHold::Method, api::QueueRelease::Method,
          api::QueueBounce::Method, api::QueueDiscard::Method, api::QueueRestore::Method,
          api::QueueRuleSet::Method, api::QueueRuleRemove::Method}) {
        const QByteArray name(method.data(), qsizetype(method.size()));
        QTest::newRow(name.constData()) << name;
    }
}

void TstQueueChanges::viewersOnlyLook()
{
    QFETCH(QByteArray, method);
    Desk desk;
    desk.peer = {4712, 4712, {51}, "vera"};
    desk.fill({"a@one.test"});
    QVERIFY(desk.begin());
    auto client = desk.connect();
    const auto refused = client.call(method.toStdString(), json::Object{{"domain", "one.test"}});
    QVERIFY(!refused && refused.error().code == Code::denied);
    QCOMPARE(client.call<api::QueueList>({})->recipients, 1);
}

void TstQueueChanges::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::newRow("no rows") << QByteArray("queue_list") << QByteArray(R"({"limit":0})");
    QTest::newRow("too many") << QByteArray("queue_messages") << QByteArray(R"({"limit":1001})");
    QTest::newRow("peers") << QByteArray("peer_list") << QByteArray(R"({"limit":1001})");
    QTest::newRow("nothing chosen") << QByteArray("queue_discard") << QByteArray("{}");
    QTest::newRow("both chosen") << QByteArray("queue_discard")
                                 << QByteArray(R"({"ids":[1],"domain":"one.test"})");
    QTest::newRow("long domain") << QByteArray("queue_hold")
                                 << "{\"domain\":\"" + QByteArray(256, 'a') + "\"}";
    QTest::newRow("rule without domain") << QByteArray("queue_rule_set") << QByteArray("{}");
    QTest::newRow("rule of words")
        << QByteArray("queue_rule_set") << QByteArray(R"({"domain":"all of them"})");
    QTest::newRow("rule of the past")
        << QByteArray("queue_rule_set") << QByteArray(R"({"domain":"one.test","until_at":5})");
    QTest::newRow("a thousand and one")
        << QByteArray("queue_retry") << "{\"ids\":[" + QByteArray("1,").repeated(1000) + "1]}";
}

void TstQueueChanges::nonsenseIsRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    Desk desk;
    QVERIFY(desk.begin());
    const auto refused =
        desk.connect().call(method.toStdString(), boost::json::parse(params.toStdString()));
    QVERIFY(!refused && refused.error().code == Code::invalid);
}

QTEST_GUILESS_MAIN(TstQueueChanges)
#include "tst_queue_changes.moc"
