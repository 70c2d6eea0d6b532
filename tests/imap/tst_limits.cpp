// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imap/transcript.h"

#include <QTest>

#include <deque>

using namespace roost;
using namespace roost::test;

namespace {

const std::string Login = "a LOGIN annannann@relay.test \"a password\"";

std::string messageOf(std::size_t octets)
{
    std::string text = "From: ann@relay.test\r\nSubject: large\r\n\r\n";
    const std::string line = "0123456789012345678901234567890123456789012345678901234567890123\r\n";
    while (text.size() + line.size() < octets) text += line;
    return text.append(octets - text.size(), 'x');
}

std::string append(Client& client, const std::string& message)
{
    client.write("p APPEND INBOX {" + std::to_string(message.size()) + "+}\r\n" + message + "\r\n");
    return client.readToTag("p");
}

/// The text of the only literal of `received` that is longer than 64 KiB.
std::string largeLiteral(const std::string& received)
{
    for (auto at = received.find('{'); at != std::string::npos; at = received.find('{', at + 1)) {
        const auto end = received.find("}\r\n", at);
        const auto octets = std::strtoull(received.c_str() + at + 1, nullptr, 10);
        if (octets > 65536) return received.substr(end + 3, octets);
    }
    return {};
}

} // namespace

class TstLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largeMessagesComeBackOctetByOctet();
    void largeMessagesAreCutAndSearched();
    void largeMessagesInMemoryAreBounded();
    void oneAnswerIsNotManyTimesItsMessage();
    void quotaIsKept();
    void longLinesAreRefusedAndTheSessionGoesOn();
    void manyIdsFitInOneCommand();
    void oneClientTooManyIsSentAway();
    void strangersLeaveThePlacesOfUsersAlone();
    void strangersOfOneNetworkHaveAFifth();
    void oneUserTooManyIsSentAway();
    void wrongPasswordsEndTheConnection();
    void blockingEndsSessions();
    void keepAliveComesInIdle();
    void idleGoesOnBeyondTheLoginTimeout();
    void aClientThatVanishesLeavesNothing();
    void manyMessagesAreAnsweredInOrder();
};

void TstLimits::largeMessagesComeBackOctetByOctet()
{
    World world;
    Client client(world, true);
    client.ask(Login);
    const std::string message = messageOf(700'000);
    QVERIFY(append(client, message).starts_with("p OK [APPENDUID "));
    client.ask("b SELECT INBOX");
    const std::string answer = client.ask("c UID FETCH 1 (RFC822.SIZE BODY.PEEK[HEADER] BODY[])");
    QVERIFY(answer.starts_with("* 1 FETCH (UID 1 RFC822.SIZE 700000 BODY[HEADER] {40}\n"));
    QVERIFY(answer.ends_with(" FLAGS (\\Seen))\nc OK Fetch completed.\n"));
    QVERIFY(largeLiteral(client.received()) == message);
    QCOMPARE(QString::fromStdString(ClientGrammar::problemOf(client.received())), QString());
}

void TstLimits::largeMessagesAreCutAndSearched()
{
    World world;
    Client client(world, true);
    client.ask(Login);
    const std::string message = messageOf(300'000);
    append(client, message);
    client.ask("b SELECT INBOX");
    const auto expect = [&](const std::string& command, const std::string& answer) {
        QCOMPARE(QString::fromStdString(client.ask(command)), QString::fromStdString(answer));
    };
    expect("c FETCH 1 BODY.PEEK[]<299998.100>",
           "* 1 FETCH (BODY[]<299998> {2}\nxx)\nc OK Fetch completed.\n");
    expect("d FETCH 1 (BODY.PEEK[TEXT]<0.5> UID)",
           "* 1 FETCH (BODY[TEXT]<0> {5}\n01234 UID 1)\nd OK Fetch completed.\n");
    expect("e FETCH 1 (BODY.PEEK[1]<3.3> FLAGS)",
           "* 1 FETCH (BODY[1]<3> {3}\n345 FLAGS ())\ne OK Fetch completed.\n");
    expect("f SEARCH SUBJECT large BODY 4567", "* SEARCH 1\nf OK Search completed.\n");
    expect("g SEARCH BODY nowhere", "* SEARCH\ng OK Search completed.\n");
}

void TstLimits::largeMessagesInMemoryAreBounded()
{
    settings::Values values = imapSettings();
    values.message_memory = 200'000;
    World world(values);
    Client client(world, true);
    client.ask(Login);
    append(client, messageOf(300'000));
    client.ask("b SELECT INBOX");
    QVERIFY(client.ask("c FETCH 1 BODYSTRUCTURE").starts_with("c NO [UNAVAILABLE]"));
    QVERIFY(client.ask("d FETCH 1 BODY.PEEK[]").ends_with("d OK Fetch completed.\n"));
    client.ask("e LOGOUT");
    QCOMPARE(world.memory.used.load(), 0);
}

void TstLimits::oneAnswerIsNotManyTimesItsMessage()
{
    World world;
    Client client(world, true);
    client.ask(Login);
    append(client, messageOf(60'000));
    append(client, messageOf(300'000));
    client.ask("b SELECT INBOX");
    std::string items = "BODY.PEEK[1]";
    for (int i = 0; i < 9; ++i) items += " BODY.PEEK[1]";
    QVERIFY(client.ask("c FETCH 1 (" + items + ")").starts_with("c NO [LIMIT]"));
    QVERIFY(client.ask("d FETCH 2 (" + items + ")").starts_with("d NO [LIMIT]"));
    const std::string fair = "(BODYSTRUCTURE BODY.PEEK[HEADER] BODY.PEEK[1])";
    QVERIFY(client.ask("e FETCH 1:2 " + fair).ends_with("e OK Fetch completed.\n"));
    client.ask("f LOGOUT");
    QCOMPARE(world.memory.used.load(), 0);
}

void TstLimits::quotaIsKept()
{
    settings::Values values = imapSettings();
    values.max_mailbox_size = 150'000;
    World world(values);
    Client client(world, true);
    client.ask(Login);
    QVERIFY(append(client, messageOf(100'000)).starts_with("p OK"));
    QVERIFY(append(client, messageOf(100'000)).starts_with("p NO [OVERQUOTA]"));
    client.ask("b SELECT INBOX");
    QVERIFY(client.ask("c COPY 1 INBOX").starts_with("c NO [OVERQUOTA]"));
    const std::string quota = client.ask("d GETQUOTAROOT INBOX");
    QVERIFY(quota.find("(STORAGE 98 146)") != std::string::npos);
}

void TstLimits::longLinesAreRefusedAndTheSessionGoesOn()
{
    World world;
    Client client(world, true);
    const std::string junk(200'000, 'x');
    QVERIFY(client.ask("a LOGIN " + junk).ends_with("a BAD Command too long.\n"));
    client.ask(Login);
    QVERIFY(client.ask("b NOOP " + junk).ends_with("b BAD Command too long.\n"));
    client.write("c STATUS {20000+}\r\n" + std::string(20'000, 'x') + " (MESSAGES)\r\n");
    QCOMPARE(client.readToTag("c"), std::string("c BAD Command too long.\n"));
    QCOMPARE(client.ask("d NOOP"), std::string("d OK Noop completed.\n"));
}

/// protocol.md A34: 8000 octets and more.
void TstLimits::manyIdsFitInOneCommand()
{
    World world;
    Client client(world, true);
    client.ask(Login);
    client.ask("b SELECT INBOX");
    std::string set = "1";
    for (int uid = 3; uid < 20'000; uid += 2) set += "," + std::to_string(uid);
    QVERIFY(set.size() > 50'000);
    QCOMPARE(client.ask("c UID FETCH " + set + " FLAGS"), std::string("c OK Fetch completed.\n"));
}

void TstLimits::oneClientTooManyIsSentAway()
{
    settings::Values values = imapSettings();
    values.max_imap_connections = 1;
    World world(values);
    Client first(world, true);
    QVERIFY(first.readLine().starts_with("* OK"));
    Client second(world, true);
    QVERIFY(second.readLine().starts_with("* BYE Too many connections"));
    QCOMPARE(second.readLine(), std::string("<end>"));
}

/// protocol.md E15: half of the places, beside those of users.
void TstLimits::strangersLeaveThePlacesOfUsersAlone()
{
    settings::Values values = imapSettings();
    values.max_imap_connections = 10;
    World world(values, World::Loopback::not_counted);
    std::deque<Client> users;
    for (int i = 0; i < 9; ++i)
        QVERIFY(users.emplace_back(world, true).ask(Login).ends_with("] Logged in.\n"));
    std::deque<Client> strangers;
    for (int i = 0; i < 5; ++i)
        QVERIFY(strangers.emplace_back(world, true).readLine().starts_with("* OK"));
    Client refused(world, true);
    QVERIFY(refused.readLine().starts_with("* BYE Too many connections"));
    QCOMPARE(refused.readLine(), std::string("<end>"));

    // Who logs in makes room for the next.
    QVERIFY(strangers.back().ask(Login).ends_with("] Logged in.\n"));
    Client next(world, true);
    QVERIFY(next.readLine().starts_with("* OK"));
    QCOMPARE(users.front().ask("b NOOP"), std::string("b OK Noop completed.\n"));
}

void TstLimits::strangersOfOneNetworkHaveAFifth()
{
    settings::Values values = imapSettings();
    values.max_imap_connections = 10;
    World world(values);
    Client user(world, true);
    QVERIFY(user.ask(Login).ends_with("] Logged in.\n"));
    {
        Client first(world, true);
        Client second(world, true);
        QVERIFY(first.readLine().starts_with("* OK"));
        QVERIFY(second.readLine().starts_with("* OK"));
        Client third(world, true);
        QVERIFY(third.readLine().starts_with("* BYE Too many connections"));
    }
    QTRY_COMPARE(world.counters.imap_connections.load(), 1);
    Client later(world, true);
    QVERIFY(later.readLine().starts_with("* OK"));
}

void TstLimits::oneUserTooManyIsSentAway()
{
    settings::Values values = imapSettings();
    values.max_imap_connections = 1;
    World world(values);
    Client user(world, true);
    QVERIFY(user.ask(Login).ends_with("] Logged in.\n"));
    Client other(world, true);
    QVERIFY(other.readLine().starts_with("* OK"));
    const std::string answer = other.ask("b LOGIN bobbobbob@relay.test \"a password\"");
    QVERIFY(answer.starts_with("* BYE Too many connections"));
    QVERIFY(answer.find("b NO [UNAVAILABLE]") != std::string::npos);
    QCOMPARE(world.counters.imap_clients.load(), 1);
    QCOMPARE(user.ask("b NOOP"), std::string("b OK Noop completed.\n"));
}

void TstLimits::wrongPasswordsEndTheConnection()
{
    World world;
    Client client(world, true);
    std::string answer;
    for (int i = 0; i < 10; ++i) {
        // Another address each time, so that the brake of one address does not slow the test.
        const std::string user = "annannan" + std::to_string(i) + "@elsewhere.test";
        answer = client.ask("a LOGIN " + user + " \"a password\"");
        if (answer.find("* BYE") != std::string::npos) break;
    }
    QVERIFY(answer.find("* BYE Too many failed logins.") != std::string::npos);
}

void TstLimits::blockingEndsSessions()
{
    World world;
    Client client(world, true);
    client.ask(Login);
    client.ask("b SELECT INBOX");
    client.write("c IDLE\r\n");
    QCOMPARE(client.readLine(), std::string("+ idling"));
    QCOMPARE(world.counters.imap_clients.load(), 1);
    QCOMPARE(world.accounts.sessions(1), std::size_t{1});
    const auto blocked = world.await(world.accounts.setBlocked(1, true));
    QVERIFY(blocked.has_value());
    QCOMPARE(client.readLine(), std::string("* BYE Closing the connection, try again later."));
    QCOMPARE(client.readLine(), std::string("<end>"));
}

void TstLimits::keepAliveComesInIdle()
{
    settings::Values values = imapSettings();
    values.imap_idle_keepalive_seconds = 1;
    World world(values);
    Client client(world, true);
    client.ask(Login);
    client.write("b IDLE\r\n");
    QCOMPARE(client.readLine(), std::string("+ idling"));
    QCOMPARE(client.readLine(), std::string("* OK Still here"));
    QCOMPARE(client.readLine(), std::string("* OK Still here"));
    client.write("DONE\r\n");
    QCOMPARE(client.readToTag("b"), std::string("b OK Idle completed.\n"));
}

void TstLimits::idleGoesOnBeyondTheLoginTimeout()
{
    settings::Values values = imapSettings();
    values.imap_idle_keepalive_seconds = 1;
    values.imap_login_timeout_seconds = 1;
    values.imap_timeout_seconds = 1;
    World world(values);
    Client idle(world, true);
    Client silent(world, true);
    idle.ask(Login);
    idle.write("b IDLE\r\n");
    QVERIFY(silent.readLine().starts_with("* OK"));
    QCOMPARE(silent.readLine(), std::string("<end>"));
    QCOMPARE(idle.readLine(), std::string("+ idling"));
    for (int i = 0; i < 3; ++i) QCOMPARE(idle.readLine(), std::string("* OK Still here"));
}

void TstLimits::aClientThatVanishesLeavesNothing()
{
    World world;
    {
        Client client(world, true);
        client.ask(Login);
        client.write("p APPEND INBOX {500000+}\r\n" + std::string(300'000, 'x'));
    }
    QTRY_COMPARE(world.running(), std::size_t{0});
    QCOMPARE(world.memory.used.load(), 0);
    QCOMPARE(world.files.pendingOctets(), 0);
    QCOMPARE(world.counters.imap_connections.load(), 0);
    QCOMPARE(world.counters.imap_clients.load(), 0);
}

void TstLimits::manyMessagesAreAnsweredInOrder()
{
    World world;
    Client client(world, true);
    client.ask(Login);
    constexpr int Count = 300;
    for (int i = 0; i < Count; ++i) append(client, messageOf(2'000));
    client.ask("b SELECT INBOX");
    client.ask("c STORE 1:300 +FLAGS.SILENT (\\Flagged)");
    client.ask("d UID STORE 1:150 +FLAGS.SILENT (\\Deleted)");
    const std::string flags = client.ask("e FETCH 1:* (UID FLAGS)");
    QCOMPARE(std::ranges::count(flags, '\n'), Count + 1);
    const std::string expunged = client.ask("f EXPUNGE");
    QVERIFY(expunged.starts_with("* 150 EXPUNGE\n* 149 EXPUNGE\n"));
    QVERIFY(expunged.ends_with("* 1 EXPUNGE\nf OK Expunge completed.\n"));
    const std::string bodies = client.ask("g FETCH 1:* (UID BODY.PEEK[])");
    std::size_t at = 0;
    for (int i = 1; i <= 150; ++i) {
        at = bodies.find("* " + std::to_string(i) + " FETCH (UID " + std::to_string(i + 150), at);
        QVERIFY(at != std::string::npos);
    }
    QVERIFY(client.ask("h SEARCH ALL").starts_with("* SEARCH 1 2 3 4 5 "));
    QCOMPARE(QString::fromStdString(ClientGrammar::problemOf(client.received())), QString());
}

QTEST_GUILESS_MAIN(TstLimits)
#include "tst_limits.moc"
