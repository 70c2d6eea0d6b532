// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/accept.h"
#include "tests/accounts/world.h"

#include <QTest>

using namespace roost;

namespace {

constexpr const char* Ann = "annannann@relay.test";
constexpr const char* Bob = "bobbobbob@relay.test";
constexpr const char* Cat = "catcatcat@relay.test";

/// A relay with three users and the way into it.
struct Relay : test::World {
    explicit Relay(settings::Values values = test::relaySettings())
        : World(std::move(values)), acceptor(*store, settings, counters, clock)
    {
        for (const char* address : {Ann, Bob, Cat})
            if (!login(address)) qFatal("no account");
    }

    Result<> accept(const std::string& sender,
                    const std::vector<std::string>& recipients,
                    const std::string& message)
    {
        delivery::Envelope envelope;
        envelope.sender = sender;
        for (const std::string& recipient : recipients)
            envelope.recipients.push_back(mail::Address::parse(recipient).value());
        store::NewBody body;
        body.content = message;
        body.octets = static_cast<std::int64_t>(message.size());
        return test::run(acceptor.accept(envelope, body));
    }
    store::Account account(const char* address) { return *(*reader)->accounts.find(address); }
    std::vector<store::MessageRow> inbox(const char* address)
    {
        return (*reader)->messages.list(account(address).inbox_id, {1, 0xffffffff}, 1000);
    }
    std::string message(const char* address, std::size_t index = 0)
    {
        return (*reader)->bodies.load(inbox(address).at(index).body_id)->content;
    }
    std::vector<store::QueueRow> queue() { return (*reader)->queue.list(1000); }

    delivery::Acceptor acceptor;
};

const std::string Message = "From: <annannann@relay.test>\r\nMessage-ID: <1@relay.test>\r\n\r\n"
                            "a body nobody quotes\r\n";

} // namespace

class TstAccept : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void localRecipientsShareOneBody()
    {
        Relay relay;
        QVERIFY(relay.accept(Ann, {Bob, Cat}, Message).has_value());
        QCOMPARE(relay.message(Bob), Message);
        const auto bob = relay.inbox(Bob), cat = relay.inbox(Cat);
        QCOMPARE(bob.size(), 1U);
        QCOMPARE(cat.size(), 1U);
        QCOMPARE(bob[0].body_id, cat[0].body_id);
        QCOMPARE(bob[0].octets, static_cast<std::int64_t>(Message.size()));
        QCOMPARE(bob[0].received_at, relay.clock.now());
        QCOMPARE(bob[0].flags, 0);
        QCOMPARE(relay.inbox(Ann).size(), 0U);
        QCOMPARE(relay.counters.messages_accepted.load(), 1U);
        QCOMPARE(relay.counters.messages_delivered.load(), 2U);
        QCOMPARE(relay.counters.bounces.load(), 0U);
    }

    void oneMailboxGetsOneCopyHoweverItIsNamed()
    {
        Relay relay;
        QVERIFY(relay
                    .accept(Ann, {Bob, Bob, "BobBobBob@RELAY.test", "bobbobbob+phone@relay.test"},
                            Message)
                    .has_value());
        QCOMPARE(relay.inbox(Bob).size(), 1U);
    }

    void remoteRecipientsAreQueued()
    {
        Relay relay;
        QVERIFY(relay
                    .accept(Ann,
                            {"X@other.test", Bob, "y@Third.test", "X@other.test", "x@other.test"},
                            Message)
                    .has_value());
        const auto queue = relay.queue();
        QCOMPARE(queue.size(), 3U);
        QCOMPARE(queue[0].recipient, "X@other.test"); // whose local parts are not ours to fold
        QCOMPARE(queue[0].domain, "other.test");
        QCOMPARE(queue[0].sender, Ann);
        QCOMPARE(queue[0].queued_at, relay.clock.now());
        QCOMPARE(queue[0].last_error, ""); // not tried yet
        QCOMPARE(queue[0].next_try_at, relay.clock.now());
        QCOMPARE(queue[0].octets, static_cast<std::int64_t>(Message.size()));
        QCOMPARE(queue[0].body_id, relay.inbox(Bob)[0].body_id);
        QCOMPARE(queue[1].recipient, "y@third.test");
        QCOMPARE(queue[2].recipient, "x@other.test");
    }

    void remoteRecipientsStayAddresses()
    {
        Relay relay;
        QVERIFY(relay.accept(Ann, {"\"a b\"@other.test"}, Message).has_value());
        QCOMPARE(relay.queue().at(0).recipient, "\"a b\"@other.test");
    }

    void remoteDomainsAreWrittenAsInDns()
    {
        Relay relay;
        QVERIFY(relay.accept(Ann, {"x@m\xc3\xbcnchen.test"}, Message).has_value());
        QCOMPARE(relay.queue().at(0).recipient, "x@xn--mnchen-3ya.test");
        QCOMPARE(relay.queue().at(0).domain, "xn--mnchen-3ya.test");
    }

    void unknownRecipientsAreToldToTheSender()
    {
        Relay relay;
        QVERIFY(relay.accept(Ann, {"nobodynob@relay.test", Bob}, Message).has_value());
        QCOMPARE(relay.message(Bob), Message);

        const std::string bounce = relay.message(Ann);
        const auto says = [&](const char* text) { return bounce.find(text) != std::string::npos; };
        QVERIFY(says("MAILER-DAEMON@relay.test"));
        QVERIFY(says("multipart/report"));
        QVERIFY(says("Auto-Submitted: auto-replied"));
        QVERIFY(says("nobodynob@relay.test"));
        QVERIFY(says("Status: 5.1.1"));
        QVERIFY(says("User unknown"));
        QVERIFY(says("Message-ID: <1@relay.test>"));
        QVERIFY(!says("a body nobody quotes"));
        QVERIFY(!says("bobbobbob"));
        QCOMPARE(relay.counters.bounces.load(), 1U);
    }

    void bounceQuotesNoAddressThatWasReached()
    {
        Relay relay;
        QVERIFY(relay.accept(Ann, {"one-nobod@relay.test", "two-nobod@relay.test"}, Message)
                    .has_value());
        QCOMPARE(relay.inbox(Ann).size(), 1U); // one bounce for both
        const std::string bounce = relay.message(Ann);
        QVERIFY(bounce.find("one-nobod@relay.test") != std::string::npos);
        QVERIFY(bounce.find("two-nobod@relay.test") != std::string::npos);
    }

    void closedAccountsLookUnknown()
    {
        Relay relay;
        QVERIFY(test::run(relay.accounts->setBlocked(relay.account(Bob).id, true)).has_value());
        QVERIFY(test::run(relay.accounts->markDeleted(relay.account(Cat).id, false)).has_value());
        QVERIFY(relay.accept(Ann, {Bob, Cat}, Message).has_value());
        QCOMPARE(relay.counters.messages_delivered.load(), 0U);
        const std::string bounce = relay.message(Ann);
        QCOMPARE(QByteArray::fromStdString(bounce).count("User unknown") >= 2, true);
    }

    void nullSenderGetsNoBounce()
    {
        Relay relay;
        QVERIFY(relay.accept("", {"nobodynob@relay.test"}, Message).has_value());
        QVERIFY(relay.accept("x@other.test", {"nobodynob@relay.test"}, Message).has_value());
        QCOMPARE(relay.counters.bounces.load(), 0U);
        QCOMPARE(relay.queue().size(), 0U);
    }

    void fullMailboxTakesNothingMore()
    {
        auto settings = test::relaySettings();
        settings.max_mailbox_size = 2 * static_cast<std::int64_t>(Message.size());
        Relay relay(settings);
        for (int i = 0; i < 3; ++i) QVERIFY(relay.accept(Ann, {Bob, Cat}, Message).has_value());
        QCOMPARE(relay.inbox(Bob).size(), 2U);
        QCOMPARE(relay.inbox(Cat).size(), 2U);
        // The bounce is larger than what is left of Ann's quota, and comes all the same.
        const std::string bounce = relay.message(Ann);
        QVERIFY(bounce.find("Status: 5.2.2") != std::string::npos);
        QVERIFY(bounce.find("Quota exceeded") != std::string::npos);
    }

    void bouncesDoNotFillAMailboxWithoutEnd()
    {
        auto settings = test::relaySettings();
        settings.max_mailbox_size = 1000;
        Relay relay(settings);
        const std::string large = "Subject: " + std::string(60'000, 'x') + "\r\n\r\n";
        for (int i = 0; i < 30; ++i)
            QVERIFY(relay.accept(Ann, {"nobodynob@relay.test"}, large).has_value());
        std::int64_t octets = 0;
        for (const auto& row : relay.inbox(Ann)) octets += row.octets;
        QVERIFY(octets > 500'000);
        QVERIFY(octets <= 1000 + 1024 * 1024);
    }

    void addressLiteralIsLocalToo()
    {
        auto settings = test::relaySettings();
        settings.mail_domain = "[192.0.2.1]";
        test::World world(settings);
        const auto login = world.login("annannann@[192.0.2.1]");
        QVERIFY(login.has_value());
        delivery::Acceptor acceptor(*world.store, world.settings, world.counters, world.clock);
        delivery::Envelope envelope;
        envelope.sender = login->address;
        envelope.recipients.push_back(mail::Address::parse("AnnAnnAnn@[192.0.2.1]").value());
        store::NewBody body;
        body.content = Message;
        body.octets = static_cast<std::int64_t>(Message.size());
        QVERIFY(test::run(acceptor.accept(envelope, body)).has_value());
        QCOMPARE((*world.reader)->mailboxes.get(login->inbox_id)->messages, 1);
    }
};

QTEST_GUILESS_MAIN(TstAccept)
#include "tst_accept.moc"
