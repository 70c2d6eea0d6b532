// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/incoming_world.h"

#include <QTest>

using namespace roost;
using test::FarKey;
using test::farMessage;
using test::IncomingWorld;
using test::TableLookup;

namespace {

constexpr const char* KeyName = "one._domainkey.far.test";

} // namespace

class TstIncomingMail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        one_ = std::make_unique<FarKey>(folder_, "one");
        two_ = std::make_unique<FarKey>(folder_, "two");
    }

    void init()
    {
        world_ = std::make_unique<IncomingWorld>();
        QVERIFY(world_->login("bobbobbob@relay.test").has_value());
        QVERIFY(world_->login("caicaicai@relay.test").has_value());
        bob_ = {world_->address("bobbobbob")};
        both_ = {world_->address("bobbobbob"), world_->address("caicaicai")};
        world_->lookup.cached[KeyName] = TableLookup::text(one_->key.record);
    }

    void signedMailIsStored()
    {
        QCOMPARE(world_->receive(one_->sign(farMessage()), both_), "");
        QCOMPARE(world_->messagesOf("bobbobbob"), 1U);
        QCOMPARE(world_->messagesOf("caicaicai"), 1U);
        QCOMPARE(world_->counters.dkim_passed.load(), 1U);
        QCOMPARE(world_->counters.messages_from_others.load(), 1U);
    }

    void keyIsAskedForWhenTheHeaderIsComplete()
    {
        const std::string message = one_->sign(farMessage());
        const auto body = message.find("\r\n\r\n") + 4;
        const auto mail = world_->begin(bob_);
        mail->take(message.substr(0, body - 1));
        world_->settle(*mail);
        QVERIFY(world_->lookup.asked.empty());
        mail->take(message.substr(body - 1, 1));
        world_->settle(*mail);
        QCOMPARE(world_->lookup.asked, std::vector<std::string>{KeyName});
        mail->take(message.substr(body));
        QCOMPARE(world_->finish(*mail), "");
    }

    void nothingIsAskedForJunk()
    {
        const std::string junk = one_->sign("From: ann@far.test\r\n\r\nHello\r\n");
        QCOMPARE(world_->receive(junk, bob_), "523 Encryption Needed: Invalid Unencrypted Mail");
        QVERIFY(world_->lookup.asked.empty());
        QCOMPARE(world_->counters.unencrypted_rejected.load(), 1U);
    }

    void encryptionIsJudgedBeforeTheSignature()
    {
        std::string broken = farMessage();
        broken.insert(broken.find("-----END"), "junk!\r\n");
        QCOMPARE(world_->receive(broken, bob_), "523 Encryption Needed: Invalid Unencrypted Mail");
    }

    void noSignature()
    {
        QCOMPARE(world_->receive(farMessage(), bob_), "554 5.7.1 No DKIM signature found");
        QCOMPARE(world_->counters.dkim_failed.load(), 1U);
    }

    void missingKey()
    {
        world_->lookup.cached.clear();
        QCOMPARE(world_->receive(one_->sign(farMessage()), bob_),
                 "554 5.7.1 No valid DKIM signature found");
        QCOMPARE(world_->lookup.asked.size(),
                 1U); // a missing key is not cached: no second question
    }

    void unansweredQuestionIsTroubleForNow()
    {
        world_->lookup.cached[KeyName] = net::dns::failure("timed out");
        const std::string message = one_->sign(farMessage());
        QCOMPARE(world_->receive(message, bob_),
                 "451 4.7.5 The DKIM key could not be looked up, try again later");
        QCOMPARE(world_->counters.dkim_unknown.load(), 1U);
        world_->lookup.cached[KeyName] = TableLookup::text(one_->key.record);
        QCOMPARE(world_->receive(message, bob_), "");
    }

    void changedKeyIsAskedForAgain()
    {
        world_->lookup.cached[KeyName] = TableLookup::text(two_->key.record);
        world_->lookup.recent[KeyName] = TableLookup::text(one_->key.record);
        QCOMPARE(world_->receive(one_->sign(farMessage()), bob_), "");
        QCOMPARE(world_->lookup.asked.size(), 2U);
    }

    void wrongKeyStaysWrong()
    {
        world_->lookup.cached[KeyName] = TableLookup::text(two_->key.record);
        QCOMPARE(world_->receive(one_->sign(farMessage()), bob_),
                 "554 5.7.1 No valid DKIM signature found");
        QCOMPARE(world_->lookup.asked.size(), 2U);
    }

    void questionsOfOneNetworkAreLimited()
    {
        const auto most = delivery::KeyQuestionLimits.of_a_network;
        std::vector<net::NetworkCounts::Place> taken;
        while (auto place = world_->state.key_questions.networks.enter(world_->origin, most))
            taken.push_back(std::move(*place));
        const std::string message = one_->sign(farMessage());
        QCOMPARE(world_->receive(message, bob_).substr(0, 9), "451 4.7.5");
        QVERIFY(world_->lookup.asked.empty());
        taken.pop_back();
        QCOMPARE(world_->receive(message, bob_), "");
    }

    void copyIsTakenAndStoredOnce()
    {
        const std::string message = one_->sign(farMessage());
        QCOMPARE(world_->receive(message, bob_), "");
        QCOMPARE(world_->receive("Received: by another\r\n" + message, bob_), "");
        QCOMPARE(world_->receive(message, both_), "");
        QCOMPARE(world_->messagesOf("bobbobbob"), 1U);
        QCOMPARE(world_->messagesOf("caicaicai"), 1U);
        QCOMPARE(world_->counters.messages_replayed.load(), 2U);
        world_->clock.pass(std::chrono::hours(3));
        QCOMPARE(world_->receive(message, bob_), "");
        QCOMPARE(world_->messagesOf("bobbobbob"), 2U);
    }

    void copyOfOneThatIsBeingStoredMustWait()
    {
        const std::string message = one_->sign(farMessage());
        QCOMPARE(world_->receive(message, bob_), "");
        world_->clock.pass(std::chrono::hours(3));
        trust::DkimVerification verification("far.test");
        const auto body = message.find("\r\n\r\n") + 4;
        verification.header(message.substr(0, body));
        verification.body(message.substr(body));
        trust::DkimAnswer key{trust::DkimAnswer::Status::found, {one_->key.record}};
        QCOMPARE(verification.finish({{KeyName, key}}, world_->clock.now()),
                 trust::DkimVerdict::pass);
        {
            const delivery::ReplayGuard::Claim other(
                world_->state.replays, verification.passedSignature(), {"bobbobbob@relay.test"},
                world_->clock.steady());
            QCOMPARE(world_->receive(message, bob_), "(unavailable)");
        }
        QCOMPARE(world_->receive(message, bob_), "");
    }

    void mailboxThatIsFullInTheEndRefusesForNow()
    {
        const std::string message = one_->sign(farMessage({}, 700'000));
        QCOMPARE(world_->receive(message, bob_), "");
        auto values = *world_->settings.get();
        values.max_mailbox_size = 1'048'576;
        world_->settings.replace(values);
        QCOMPARE(world_->receive(one_->sign(farMessage({}, 700'001)), both_),
                 "452 4.2.2 Quota exceeded (mailbox for user is full)");
        QCOMPARE(world_->messagesOf("caicaicai"), 0U);
        QCOMPARE(world_->receive(one_->sign(farMessage({}, 700'002)), {both_[1]}), "");
    }

    void recipientWhoVanishedMeanwhile()
    {
        const auto gone = world_->address("gonegoneg");
        const std::string message = one_->sign(farMessage());
        QCOMPARE(world_->receive(message, {gone}),
                 "550 5.1.1 Recipient address rejected: User unknown");
        // The other server tries again and is told which one.
        QCOMPARE(world_->receive(message, {bob_[0], gone}), "(unavailable)");
        QCOMPARE(world_->messagesOf("bobbobbob"), 0U);
        QCOMPARE(world_->receive(message, bob_), "");
    }

    void bounceGoesToNobody()
    {
        QVERIFY(world_->login("annannann@relay.test").has_value());
        const auto mail = world_->begin({world_->address("gonegoneg")}, "annannann@relay.test");
        std::string message = farMessage();
        message.replace(message.find("ann@far.test"), 12, "annannann@[192.0.2.1]");
        mail->take(message);
        QCOMPARE(world_->finish(*mail), "550 5.1.1 Recipient address rejected: User unknown");
        QCOMPARE(world_->messagesOf("annannann"), 0U);
    }

    void longHeaderWaitsWhileMemoryIsScarce()
    {
        world_->memory.used = 1'000'000'000;
        const std::string message =
            one_->sign(farMessage("X: " + std::string(60'000, 'x') + "\r\n"));
        QCOMPARE(world_->receive(message, bob_), "(unavailable)");
        QCOMPARE(world_->receive(one_->sign(farMessage("X: 1\r\n", 200'000)), bob_), "");
        world_->memory.used -= 1'000'000'000;
        QCOMPARE(world_->memory.used.load(), 0);
        QCOMPARE(world_->receive(message, bob_), "");
    }

    void whatTheSignatureHoldsCountsAsMemory()
    {
        const std::string filler = "X: " + std::string(20'000, 'x') + "\r\n";
        const std::string message = one_->sign(farMessage(filler));
        const auto armored = message.find("-----BEGIN");
        const auto mail = world_->begin(bob_);
        mail->take(message.substr(0, armored));
        IncomingWorld::settle(*mail);
        const std::int64_t held = world_->memory.used;
        QVERIFY(held > 40'000);                   // as it came, and as it will be stored
        mail->take("This is not encrypted.\r\n"); // nobody needs the signature any more
        IncomingWorld::settle(*mail);
        QVERIFY(world_->memory.used < held - 20'000);
        QCOMPARE(IncomingWorld::finish(*mail), "523 Encryption Needed: Invalid Unencrypted Mail");
    }

    void longLinesCountAsMemory()
    {
        const std::string fields =
            "From: mailer-daemon@far.test\r\nAuto-Submitted: auto-replied\r\n"
            "Content-Type: multipart/report; boundary=b\r\n\r\n";
        const std::string message = one_->sign(one_->sign(fields + std::string(30'000, 'x')));
        const auto mail = world_->begin(bob_);
        mail->take(message);
        IncomingWorld::settle(*mail);
        const std::int64_t held = world_->memory.used;
        QVERIFY(held > 90'000); // also in the buffers of two hashes
        world_->memory.used += 1'000'000'000;
        IncomingWorld::settle(*mail);
        world_->memory.used -= 1'000'000'000;
        QVERIFY(world_->memory.used < held - 60'000);
        QCOMPARE(IncomingWorld::finish(*mail), "(unavailable)");
    }

    void whoMayLackRoomHasAMessageOfUnknownSizeAlone()
    {
        QCOMPARE(world_->receive(one_->sign(farMessage({}, 700'000)), bob_), "");
        auto values = *world_->settings.get();
        values.max_mailbox_size = 1'500'000;
        values.max_message_size = 1'000'000;
        world_->settings.replace(values);
        const mail::Address bob = bob_[0], cai = both_[1];
        const auto replies = [&](std::optional<std::int64_t> octets,
                                 const std::vector<mail::Address>& all) {
            delivery::IncomingRecipients recipients(world_->services, world_->origin, octets);
            std::string text;
            for (const mail::Address& to : all) {
                const auto refused = recipients.add(to);
                text += refused ? std::to_string(refused->code) + " " + refused->text.substr(0, 5)
                                : "250";
                text += ", ";
            }
            return text;
        };
        QCOMPARE(replies({}, {bob, cai}), "250, 452 4.5.3, ");
        QCOMPARE(replies({}, {cai, bob, {"caicaicai+x", "relay.test"}}), "250, 452 4.5.3, 250, ");
        QCOMPARE(replies({}, {bob}), "250, ");
        QCOMPARE(replies(1000, {bob, cai}), "250, 250, ");
        QCOMPARE(replies(1'000'000, {bob, cai}), "452 4.2.2, 250, ");
    }

    void recipientsAreJudgedAtOnce()
    {
        delivery::IncomingRecipients recipients(world_->services, world_->origin, 1000);
        const auto reply = [&](const mail::Address& to) {
            const auto refused = recipients.add(to);
            return refused ? std::to_string(refused->code) + " " + refused->text : std::string();
        };
        QCOMPARE(reply(bob_[0]), "");
        QCOMPARE(reply({"BobBobBob+x", "relay.test"}), "");
        QCOMPARE(reply({"bobbobbob", "far.test"}),
                 "554 5.7.1 <bobbobbob@far.test>: Relay access denied");
        QCOMPARE(reply({"nobodynob", "relay.test"}),
                 "550 5.1.1 <nobodynob@relay.test>: Recipient address rejected: User unknown");
        QCOMPARE(reply({"j\xc3\xbcrgen", "relay.test"}),
                 "550 5.1.1 <...>: Recipient address rejected: User unknown");
        QCOMPARE(recipients.take().size(), 2U);
    }

    void blockedUserLooksUnknown()
    {
        const auto account = *(*world_->reader)->accounts.find("bobbobbob@relay.test");
        QVERIFY(world_
                    ->write([&](store::Stores& stores) {
                        return stores.accounts.setBlocked(account.id, true);
                    })
                    .has_value());
        delivery::IncomingRecipients recipients(world_->services, world_->origin, 1000);
        QCOMPARE(recipients.add(bob_[0])->code, 550);
    }

    void goingThroughAddressesTakesTime()
    {
        delivery::IncomingRecipients recipients(world_->services, world_->origin, 1000);
        const auto probe = [&](int count) {
            for (int i = 0; i < count; ++i)
                QCOMPARE(recipients.add({"user" + std::to_string(i), "relay.test"})->code, 550);
        };
        probe(50);
        QCOMPARE(recipients.delay().count(), 5);
        const net::Origin elsewhere{"198.51.100.0/24", false};
        QCOMPARE(delivery::IncomingRecipients(world_->services, elsewhere, 1000).delay().count(),
                 0);
        world_->clock.pass(std::chrono::minutes(1));
        QCOMPARE(recipients.delay().count(), 0);
        probe(7);
        QCOMPARE(recipients.delay().count(), 5);
    }

private:
    QTemporaryDir folder_;
    std::unique_ptr<FarKey> one_;
    std::unique_ptr<FarKey> two_;
    std::unique_ptr<IncomingWorld> world_;
    std::vector<mail::Address> bob_;
    std::vector<mail::Address> both_;
};

QTEST_GUILESS_MAIN(TstIncomingMail)
#include "tst_incoming_mail.moc"
