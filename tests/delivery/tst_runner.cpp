// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_key.h"
#include "tests/delivery/behaviours.h"

#include <QTest>

#include <set>

using namespace roost;
using namespace roost::test;
using namespace std::chrono_literals;

class TstRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recipientsOfOneDomainShareATransaction();
    void aMessageIsSignedOnce();
    void resultsAreKeptPerRecipient();
    void aRefusalBouncesIntoTheInbox();
    void theNullSenderIsNotTold();
    void anUnreachableDestinationIsTriedAgainLater();
    void whatComesBackGetsAllAtOnce();
    void theLifetimeEndsInABounce();
    void theLifetimeOfOneEndsForNoOther();
    void aMessageThatBreaksTheLineHoldsUpNoOther();
    void heldMailIsLeftAlone();
    void heldRulesEnd();
    void whatIsDroppedMeanwhileIsNotSent();
    void oneDestinationHasOneDelivery();
    void anOpenConnectionServesTheNextMessage();
};

void TstRunner::recipientsOfOneDomainShareATransaction()
{
    Relay relay;
    relay.queue({"a@one.test", "b@two.test", "c@one.test"}, "first");
    relay.queue({"d@one.test"}, "second");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    auto all = relay.outside.received();
    std::ranges::sort(all, {}, [](const Received& one) { return one.domain + one.content; });
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[0].recipients, (std::vector<std::string>{"a@one.test", "c@one.test"}));
    QVERIFY(all[0].content.ends_with("\r\n\r\nfirst"));
    QCOMPARE(all[0].sender, std::string("ann@relay.test"));
    QCOMPARE(all[1].recipients, std::vector<std::string>{"d@one.test"});
    QCOMPARE(all[2].recipients, std::vector<std::string>{"b@two.test"});
    const auto peer = relay.peer("one.test");
    QCOMPARE(peer.delivered, 3);
    QVERIFY(peer.standing == store::Standing::good);
    QCOMPARE(peer.channel, std::string("smtp"));
    QVERIFY(peer.latency_millis > 0);

    relay.queue({"e@one.test"}); // woken by the commit alone
    QVERIFY(relay.becomes([&] { return relay.outside.receivedCount() == 4; }));
}

void TstRunner::aMessageIsSignedOnce()
{
    Relay relay;
    const auto key = trust::dkimKey(relay.path() / "dkim", "opendkim");
    QVERIFY(key);
    relay.signatures.use(std::make_shared<trust::DkimSigner>(*key, "relay.test"));
    relay.queue({"a@one.test", "b@two.test", "c@three.test"});
    relay.queue({"a@one.test"}, "another");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    std::map<std::string, std::set<std::string>> signatures; // by content
    for (const Received& one : relay.outside.received()) {
        QVERIFY(one.prefix.starts_with("DKIM-Signature: "));
        QVERIFY(one.prefix.ends_with("\r\n"));
        signatures[one.content].insert(one.prefix);
    }
    QCOMPARE(signatures.size(), std::size_t{2});
    for (const auto& [content, fields] : signatures) QCOMPARE(fields.size(), std::size_t{1});
}

void TstRunner::resultsAreKeptPerRecipient()
{
    Relay relay;
    relay.account("ann@relay.test");
    Behaviour picky;
    picky.answer = [](const std::string& recipient) {
        if (recipient.starts_with("good")) return answered(Outcome::delivered, "250 2.0.0 Ok");
        if (recipient.starts_with("grey"))
            return answered(Outcome::temporary, "450 4.2.0 Greylisted");
        return answered(Outcome::permanent, "550 5.1.1 No such user");
    };
    relay.outside.behaves("away.test", picky);
    const auto ids = relay.queue({"good@away.test", "grey@away.test", "bad@away.test"});
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; }));
    const auto left = relay.row(ids[1]);
    QVERIFY(left);
    QCOMPARE(left->attempts, 1);
    QCOMPARE(left->last_error, std::string("450 4.2.0 Greylisted"));
    QCOMPARE(left->last_cause, std::string("refused"));
    QCOMPARE(left->next_try_at, relay.clock.now() + 300);
    const auto bounces = relay.inbox("ann@relay.test");
    QCOMPARE(bounces.size(), std::size_t{1});
    QVERIFY(bounces[0].find("Final-Recipient: rfc822; bad@away.test") != std::string::npos);
    QVERIFY(bounces[0].find("grey@away.test") == std::string::npos);
    QVERIFY(bounces[0].find("good@away.test") == std::string::npos);
    QVERIFY(relay.peer("away.test").standing == store::Standing::good); // it answered
}

void TstRunner::aRefusalBouncesIntoTheInbox()
{
    Relay relay;
    relay.account("ann@relay.test");
    relay.outside.behaves("away.test", answering(Outcome::permanent, "550 5.7.1 Go away"));
    relay.queue({"a@away.test"}, "a secret body");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    const auto bounce = relay.inbox("ann@relay.test").at(0); // in the commit that dropped the row
    QVERIFY(bounce.find("From: Mail Delivery System <MAILER-DAEMON@relay.test>") == 0);
    QVERIFY(bounce.find("Status: 5.7.1\r\n") != std::string::npos);
    QVERIFY(bounce.find("Diagnostic-Code: smtp; 550 5.7.1 Go away") != std::string::npos);
    QVERIFY(bounce.find("Subject: [...]") != std::string::npos);
    QVERIFY(bounce.find("a secret body") == std::string::npos);
    relay.stop(); // it counts when it knows
    QCOMPARE(relay.counters.bounces.load(), 1U);
}

void TstRunner::theNullSenderIsNotTold()
{
    Relay relay;
    relay.outside.behaves("away.test", answering(Outcome::permanent, "550 5.7.1 Go away"));
    relay.queue({"a@away.test"}, "x", "");
    relay.queue({"b@away.test"}, "x", "gone@relay.test"); // nor who left
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    relay.stop();
    QCOMPARE(relay.counters.bounces.load(), 0U);
    QCOMPARE(relay.outside.receivedCount(), std::size_t{2});
}

void TstRunner::anUnreachableDestinationIsTriedAgainLater()
{
    Relay relay;
    relay.outside.behaves("away.test", being(Kind::unreachable));
    const auto first = relay.queue({"a@away.test"}).front();
    const auto second = relay.queue({"b@away.test"}).front();
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.row(first)->attempts == 1; }));
    // What waited for the same destination is put back without a try of its own.
    QCOMPARE(relay.row(second)->attempts, 1);
    QCOMPARE(relay.row(second)->last_cause, std::string("connect_refused"));
    QCOMPARE(relay.outside.begun("away.test"), 1);
    QVERIFY(relay.peer("away.test").standing == store::Standing::failing);

    relay.pass(299s);
    relay.pass(1s);
    QVERIFY(relay.becomes([&] { return relay.row(first)->attempts == 2; }));
    QCOMPARE(relay.outside.begun("away.test"), 2);
    QCOMPARE(relay.row(first)->next_try_at, relay.clock.now() + 600);
}

void TstRunner::whatComesBackGetsAllAtOnce()
{
    Relay relay;
    relay.outside.behaves("away.test", being(Kind::unreachable));
    for (int i = 0; i < 20; ++i) relay.queue({"a@away.test"}, std::to_string(i));
    relay.start();
    QVERIFY(relay.becomes([&] {
        return std::ranges::all_of(relay.rows(), [](const auto& row) { return row.attempts == 1; });
    }));
    relay.outside.behaves("away.test", being(Kind::takes));
    relay.queue({"b@away.test"}, "new"); // is tried at once, and finds it there
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    QCOMPARE(relay.outside.receivedCount(), std::size_t{21});
    QVERIFY(relay.peer("away.test").standing == store::Standing::good);
}

void TstRunner::theLifetimeEndsInABounce()
{
    settings::Values values = relaySettings();
    values.queue_lifetime = 1000;
    Relay relay(values);
    relay.account("ann@relay.test");
    relay.outside.behaves("away.test", being(Kind::unreachable));
    relay.queue({"a@away.test"}, "one");
    relay.queue({"b@away.test"}, "two");
    relay.start();
    const auto tries = [&](int count) {
        return relay.becomes([&] { return relay.outside.begun("away.test") == count; });
    };
    const auto put_back = [&](std::int64_t attempts) {
        return relay.becomes([&] {
            return std::ranges::all_of(relay.rows(),
                                       [&](const auto& row) { return row.attempts == attempts; });
        });
    };
    QVERIFY(tries(1) && put_back(1));
    relay.pass(300s);
    QVERIFY(tries(2) && put_back(2));
    relay.pass(600s); // its next try would be at 2100: it is at the end, at 1000
    QVERIFY(tries(3) && put_back(3));
    QCOMPARE(relay.inbox("ann@relay.test").size(), std::size_t{0});
    relay.pass(100s);
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    QCOMPARE(relay.outside.begun("away.test"), 4); // once for both
    const auto bounces = relay.inbox("ann@relay.test");
    QCOMPARE(bounces.size(), std::size_t{2});
    QVERIFY(bounces[0].find("Status: 4.4.7") != std::string::npos);
    QVERIFY(bounces[0].find("no connection") != std::string::npos);
}

/// One try speaks for all that waits: what is old is bounced, the rest waits on.
void TstRunner::theLifetimeOfOneEndsForNoOther()
{
    settings::Values values = relaySettings();
    values.queue_lifetime = 1000;
    Relay relay(values);
    relay.account("ann@relay.test");
    relay.outside.behaves("away.test", being(Kind::unreachable));
    relay.queue({"old@away.test"}, "one");
    relay.queue({"ancient@away.test"}, "two");
    relay.clock.pass(1000s);
    const auto young = relay.queue({"young@away.test"}).front();
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; }));
    QVERIFY(relay.becomes([&] { return relay.row(young)->attempts == 1; }));
    QCOMPARE(relay.row(young)->next_try_at, relay.clock.now() + 300);
    QCOMPARE(relay.inbox("ann@relay.test").size(), std::size_t{2});
    QCOMPARE(relay.outside.begun("away.test"), 1);
    relay.stop();
    QCOMPARE(relay.peer("away.test").refused, 1); // what was tried
}

void TstRunner::aMessageThatBreaksTheLineHoldsUpNoOther()
{
    Relay relay;
    Behaviour fragile;
    fragile.was_mail_answered = true;
    fragile.answer = [](const std::string& recipient) {
        RecipientResult result = answered(Outcome::delivered, "250 2.0.0 Ok");
        if (recipient.starts_with("poison"))
            result = {"", Outcome::temporary, "451 4.4.2 hung up", "", Cause::connection_lost};
        return result;
    };
    relay.outside.behaves("away.test", fragile);
    const auto poison = relay.queue({"poison@away.test"}, "poison").front();
    const auto other = relay.queue({"other@away.test"}, "other").front();
    relay.start();
    QVERIFY(relay.becomes([&] { return !relay.row(other); }));
    QCOMPARE(relay.row(poison)->attempts, 1);
    QCOMPARE(relay.row(poison)->last_cause, std::string("connection_lost"));
}

void TstRunner::heldMailIsLeftAlone()
{
    Relay relay;
    const auto held = relay.queue({"a@away.test"}, "held").front();
    relay.queue({"b@away.test"}, "free");
    relay.write([&](store::Stores& s) { return s.queue.hold({{held}, {}}); });
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; }));
    relay.pass(999'999s);
    relay.queue({"c@away.test"});
    QVERIFY(relay.becomes([&] { return relay.outside.receivedCount() == 2; }));
    QCOMPARE(relay.row(held)->attempts, 0);
    relay.write([&](store::Stores& s) { return s.queue.release({{held}, {}}, relay.clock.now()); });
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
}

void TstRunner::heldRulesEnd()
{
    Relay relay;
    relay.write([&](store::Stores& s) {
        s.destinations.setHoldRule({"away.test", relay.clock.now() + 50});
        return 0;
    });
    relay.queue({"a@away.test"});
    relay.queue({"a@there.test"});
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; }));
    QCOMPARE(relay.outside.begun("away.test"), 0);
    relay.pass(50s);
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
}

/// An operator decides while another message is on its way to the same destination.
void TstRunner::whatIsDroppedMeanwhileIsNotSent()
{
    Relay relay;
    Behaviour slow;
    std::atomic<bool> goes_on = false;
    slow.answer = [&](const std::string&) {
        goes_on.wait(false);
        return answered(Outcome::delivered, "250 Ok");
    };
    relay.outside.behaves("away.test", slow);
    relay.queue({"first@away.test"}, "first");
    const auto dropped = relay.queue({"dropped@away.test"}, "dropped").front();
    const auto held = relay.queue({"held@away.test"}, "held").front();
    relay.queue({"last@away.test"}, "last");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.outside.begun("away.test") == 1; }));
    relay.write([&](store::Stores& s) {
        s.queue.drop({{dropped}, {}}, relay.clock.now() + 60);
        return s.queue.hold({{held}, {}});
    });
    goes_on = true;
    goes_on.notify_all();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 1; }));
    QCOMPARE(relay.outside.receivedCount(), std::size_t{2});
    QVERIFY(relay.row(dropped));
    relay.pass(60s);
    QVERIFY(relay.becomes([&] { return !relay.row(dropped); }));
}

void TstRunner::oneDestinationHasOneDelivery()
{
    Relay relay;
    Behaviour slow;
    slow.latency = 5ms;
    relay.outside.behaves("away.test", slow);
    relay.start();
    for (int i = 0; i < 50; ++i) relay.queue({"a@away.test", "b@there.test"}, std::to_string(i));
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    QCOMPARE(relay.outside.receivedCount(), std::size_t{100});
    QCOMPARE(relay.outside.mostAtOnce(), 1);
}

void TstRunner::anOpenConnectionServesTheNextMessage()
{
    Relay relay;
    Behaviour open;
    open.stays_open = true;
    relay.outside.behaves("away.test", open);
    relay.start();
    for (int i = 0; i < 5; ++i) {
        relay.queue({"a@away.test"}, std::to_string(i));
        QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    }
    QCOMPARE(relay.outside.mostOpen(Lane::healthy), std::size_t{1});
    QCOMPARE(relay.outside.closed(), 0);
    relay.stop();
    QCOMPARE(relay.outside.closed(), 1); // with a goodbye
}

QTEST_GUILESS_MAIN(TstRunner)
#include "tst_runner.moc"
