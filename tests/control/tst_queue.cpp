// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/control_world.h"
#include "tests/control/queue_rows.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <QTest>

#include <set>

using namespace roost;
using test::ControlWorld;

/// What waits, why, and what an operator can do about it.
class TstQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitingMailIsGroupedByDestinationAndReason();
    void refusalsAreToldApart();
    void reasonIsThatOfTheReply();
    void messagesAreShownWithoutTheirContent();
    void messagesArePaged();
    void retryMakesThemDue();
    void heldOnesWaitUntilReleased();
    void aWholeDestinationIsChanged();
    void discardedOnesComeBack();
    void senderIsToldByTheDelivery();
    void rulesHoldADestination();
    void releasingADestinationEndsItsRule();
    void peersAreCounted();
    void everyExplanationIsListed();
    void strangeOctetsInAReplyHarmNobody();
    void changesAreNotedWithoutAddresses();
    void changesAreToldToSubscribers();
    void viewersOnlyLook_data();
    void viewersOnlyLook();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

namespace {

constexpr std::int64_t Endless = 253'402'300'799;

struct Desk : ControlWorld {
    Desk() : ControlWorld(test::relaySettings()) {}
    std::vector<store::QueueId> fill(const std::vector<std::string>& recipients,
                                     const std::string& cause = "connect_timeout",
                                     const std::string& reply = "")
    {
        return test::fillQueue(world, recipients, cause, reply);
    }
    bool begin(bool can_bounce = true)
    {
        server = std::make_unique<control::Server>(threads.context(0).get_executor(),
                                                   bouncing(can_bounce), options());
        return start().has_value();
    }
    control::Services bouncing(bool can_bounce)
    {
        control::Services all = services();
        if (can_bounce) all.give_up = [this](store::QueueSelection which) { return giveUp(which); };
        return all;
    }
    boost::asio::awaitable<Result<std::int64_t>> giveUp(store::QueueSelection which)
    {
        given_up.push_back(which);
        co_return static_cast<std::int64_t>(which.ids.size());
    }
    control::ServerOptions options()
    {
        control::ServerOptions result;
        result.path = path();
        result.identify = [this](int) -> Result<control::Peer> { return peer; };
        result.rules = control::RoleRules{900, 50, 51};
        return result;
    }
    api::QueueList::Reply list() { return *connect().call<api::QueueList>({}); }
    std::vector<api::QueueMessage> messages(const std::string& domain = {}, bool discarded = false)
    {
        api::QueueMessages::Params params;
        params.domain = domain;
        params.discarded = discarded;
        return connect().call<api::QueueMessages>(params)->messages;
    }
    std::vector<store::QueueSelection> given_up;
};

api::QueueSelection of(std::vector<std::int64_t> ids)
{
    api::QueueSelection which;
    which.ids = std::move(ids);
    return which;
}

api::QueueSelection all(const std::string& domain)
{
    api::QueueSelection which;
    which.domain = domain;
    return which;
}

} // namespace

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

void TstQueue::retryMakesThemDue()
{
    Desk desk;
    const auto ids = desk.fill({"a@one.test", "b@one.test"});
    QVERIFY(desk.begin());
    QCOMPARE(desk.connect().call<api::QueueRetry>(of({ids[0]}))->changed, 1);
    const auto rows = desk.messages();
    QCOMPARE(rows[0].next_try_at, desk.world.clock.now());
    QVERIFY(rows[1].next_try_at > desk.world.clock.now());
}

void TstQueue::heldOnesWaitUntilReleased()
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

void TstQueue::aWholeDestinationIsChanged()
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

void TstQueue::discardedOnesComeBack()
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

void TstQueue::senderIsToldByTheDelivery()
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

void TstQueue::rulesHoldADestination()
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

void TstQueue::releasingADestinationEndsItsRule()
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

void TstQueue::changesAreNotedWithoutAddresses()
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

void TstQueue::changesAreToldToSubscribers()
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

void TstQueue::viewersOnlyLook_data()
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

void TstQueue::viewersOnlyLook()
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

void TstQueue::nonsenseIsRefused_data()
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

void TstQueue::nonsenseIsRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, params);
    Desk desk;
    QVERIFY(desk.begin());
    const auto refused =
        desk.connect().call(method.toStdString(), boost::json::parse(params.toStdString()));
    QVERIFY(!refused && refused.error().code == Code::invalid);
}

QTEST_GUILESS_MAIN(TstQueue)
#include "tst_queue.moc"
