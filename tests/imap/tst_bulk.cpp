// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imap/transcript.h"

#include "backend/store/verify.h"

#include <QTest>

#include <algorithm>

using namespace roost;
using namespace roost::test;

namespace {

const std::string Login = "a LOGIN annannann@relay.test \"a password\"";
constexpr int Many = 1300; // more than two steps
constexpr std::int64_t Octets = 100;

/// A session whose INBOX holds many small messages.
struct Scene {
    explicit Scene(settings::Values values = imapSettings()) : world(std::move(values))
    {
        client.ask(Login);
        fill();
        client.ask("b SELECT INBOX");
    }
    void fill()
    {
        auto job = [](store::Stores& stores) -> Result<> {
            const auto inbox = stores.accounts.find("annannann@relay.test")->inbox_id;
            for (int i = 0; i < Many; ++i) {
                store::NewMessage message;
                message.octets = Octets;
                message.body_id = stores.bodies.add({std::string(Octets, 'x'), {}, Octets});
                if (const auto done = stores.messages.append(inbox, message); !done)
                    return done.error();
            }
            return {};
        };
        if (!world.store->writeNow(job, store::Promise::relaxed)) qFatal("nothing was delivered");
    }
    std::string status(const std::string& mailbox)
    {
        const std::string answer = client.ask("s STATUS " + mailbox + " (MESSAGES)");
        const auto from = answer.find("MESSAGES ") + 9;
        return answer.substr(from, answer.find(')') - from);
    }
    std::string faults()
    {
        const auto verdict = store::verify(world.path());
        return verdict ? std::string() : verdict.error().detail;
    }
    QString grammarProblem()
    {
        return QString::fromStdString(ClientGrammar::problemOf(client.received()));
    }

    World world;
    Client client{world, true};
};

} // namespace

/// Commands over more messages than one job of the writer takes.
class TstBulk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expungeAnswersOnceForAllSteps();
    void closeRemovesAllAndTellsNothing();
    void moveGivesOneCopyUid();
    void copyIsOneCopy();
    void copyThatDoesNotFitLeavesNothing();
    void copyThatFailsLaterLeavesNothing();
    void fetchMarksAllSeen();
    void renamingInboxMovesItsMessages();
    void deletingAMailboxEmptiesIt();
    void othersWriteBetweenTheSteps();
};

void TstBulk::expungeAnswersOnceForAllSteps()
{
    Scene scene;
    scene.client.ask("c UID STORE 1:1290 +FLAGS.SILENT (\\Deleted)");
    const std::string answer = scene.client.ask("d EXPUNGE");
    QVERIFY(answer.starts_with("* 1290 EXPUNGE\n* 1289 EXPUNGE\n"));
    QVERIFY(answer.ends_with("* 1 EXPUNGE\nd OK Expunge completed.\n"));
    QCOMPARE(std::ranges::count(answer, '\n'), 1291);
    QVERIFY(scene.client.ask("e FETCH 1:* UID").starts_with("* 1 FETCH (UID 1291"));
    QCOMPARE(scene.status("INBOX"), std::string("10"));
    QCOMPARE(scene.grammarProblem(), QString());
    QCOMPARE(scene.faults(), std::string());
}

void TstBulk::closeRemovesAllAndTellsNothing()
{
    Scene scene;
    scene.client.ask("c UID STORE 1:* +FLAGS.SILENT (\\Deleted)");
    QCOMPARE(scene.client.ask("d CLOSE"), std::string("d OK Close completed.\n"));
    QCOMPARE(scene.status("INBOX"), std::string("0"));
    QCOMPARE(scene.faults(), std::string());
}

void TstBulk::moveGivesOneCopyUid()
{
    Scene scene;
    scene.client.ask("c CREATE Archive");
    const std::string answer = scene.client.ask("d UID MOVE 1:1299 Archive");
    QVERIFY(answer.starts_with("* OK [COPYUID "));
    QVERIFY(answer.find(" 1:1299 1:1299] Moved.\n* 1299 EXPUNGE\n") != std::string::npos);
    QVERIFY(answer.ends_with("* 1 EXPUNGE\nd OK Move completed.\n"));
    QCOMPARE(scene.status("INBOX"), std::string("1"));
    QCOMPARE(scene.status("Archive"), std::string("1299"));
    QCOMPARE(scene.grammarProblem(), QString());
    QCOMPARE(scene.faults(), std::string());
}

void TstBulk::copyIsOneCopy()
{
    Scene scene;
    scene.client.ask("c CREATE Archive");
    const std::string answer = scene.client.ask("d COPY 1:* Archive");
    QVERIFY(answer.starts_with("d OK [COPYUID "));
    QVERIFY(answer.ends_with(" 1:1300 1:1300] Copy completed.\n"));
    QCOMPARE(scene.status("Archive"), std::string("1300"));
    QCOMPARE(scene.status("INBOX"), std::string("1300"));
    QCOMPARE(scene.faults(), std::string());
}

void TstBulk::copyThatDoesNotFitLeavesNothing()
{
    settings::Values values = imapSettings();
    values.max_mailbox_size = Many * Octets * 2 - 1;
    Scene scene(values);
    scene.client.ask("c CREATE Archive");
    QVERIFY(scene.client.ask("d COPY 1:* Archive").starts_with("d NO [OVERQUOTA]"));
    const std::string untouched = scene.client.ask("e STATUS Archive (MESSAGES UIDNEXT)");
    QVERIFY(untouched.find("(MESSAGES 0 UIDNEXT 1)") != std::string::npos);
    QVERIFY(scene.client.ask("f COPY 1:1299 Archive").starts_with("f OK [COPYUID "));
}

/// There was room when it began, and then there were no UIDs.
void TstBulk::copyThatFailsLaterLeavesNothing()
{
    Scene scene;
    scene.client.ask("c CREATE Archive");
    auto job = [](store::Stores& stores) -> Result<> {
        stores.db.execute("UPDATE mailboxes SET uid_next = 4294966000 WHERE name = 'Archive'");
        return {};
    };
    QVERIFY(scene.world.store->writeNow(job, store::Promise::relaxed));

    const std::string answer = scene.client.ask("d COPY 1:* Archive");
    QVERIFY2(answer.starts_with("d NO "), answer.c_str());
    QCOMPARE(scene.status("Archive"), std::string("0"));
    QCOMPARE(scene.status("INBOX"), std::string("1300"));
    QCOMPARE(scene.faults(), std::string());

    // Of a move what could be moved is, and the client is told what.
    QVERIFY(scene.world.store->writeNow(job, store::Promise::relaxed));
    const std::string moved = scene.client.ask("e MOVE 1:* Archive");
    QVERIFY(moved.starts_with("* OK [COPYUID "));
    QVERIFY(moved.find(" 1:1000 4294966000:4294966999] Moved.\n* 1000 EXPUNGE\n")
            != std::string::npos);
    QVERIFY(moved.ends_with("* 1 EXPUNGE\ne NO [OVERQUOTA] Quota exceeded.\n"));
    QCOMPARE(scene.status("Archive"), std::string("1000"));
    QCOMPARE(scene.status("INBOX"), std::string("300"));
}

void TstBulk::fetchMarksAllSeen()
{
    Scene scene;
    const std::string answer = scene.client.ask("c UID FETCH 1:* (BODY[TEXT])");
    QVERIFY(answer.ends_with("c OK Fetch completed.\n"));
    QCOMPARE(scene.client.ask("d SEARCH UNSEEN"),
             std::string("* SEARCH\nd OK Search completed.\n"));
    QCOMPARE(scene.faults(), std::string());
}

void TstBulk::renamingInboxMovesItsMessages()
{
    Scene scene;
    QCOMPARE(scene.client.ask("c UNSELECT"), std::string("c OK Unselect completed.\n"));
    QCOMPARE(scene.client.ask("d RENAME inbox Archive"), std::string("d OK Rename completed.\n"));
    QCOMPARE(scene.status("INBOX"), std::string("0"));
    QCOMPARE(scene.status("Archive"), std::string("1300"));
    QVERIFY(scene.client.ask("e RENAME INBOX Archive").starts_with("e NO [ALREADYEXISTS]"));
    QCOMPARE(scene.faults(), std::string());
}

void TstBulk::deletingAMailboxEmptiesIt()
{
    Scene scene;
    scene.client.ask("c RENAME INBOX Archive");
    QCOMPARE(scene.client.ask("d DELETE Archive"), std::string("d OK Delete completed.\n"));
    QVERIFY(scene.client.ask("e SELECT Archive").starts_with("e NO [NONEXISTENT]"));
    QVERIFY(scene.client.ask("f DELETE INBOX").starts_with("f NO [CANNOT]"));
    QCOMPARE(scene.faults(), std::string());
}

/// Another writer's job comes to its turn before a removal of many messages is done.
void TstBulk::othersWriteBetweenTheSteps()
{
    Scene scene;
    for (int i = 0; i < 4; ++i) scene.fill();
    scene.client.ask("c NOOP");
    scene.client.ask("d UID STORE 1:* +FLAGS.SILENT (\\Deleted)");
    auto look = [](store::Stores& stores) -> Result<std::int64_t> {
        return stores.db.integer("SELECT sum(messages) FROM mailboxes");
    };
    scene.client.write("e EXPUNGE\r\n");
    std::int64_t left = Many * 5;
    bool was_between = false;
    while (left > 0) {
        left = scene.world.store->writeNow(look, store::Promise::relaxed).value();
        was_between = was_between || (left > 0 && left < Many * 5);
    }
    QVERIFY(was_between);
    QVERIFY(scene.client.readToTag("e").ends_with("e OK Expunge completed.\n"));
}

QTEST_GUILESS_MAIN(TstBulk)
#include "tst_bulk.moc"
