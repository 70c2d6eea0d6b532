// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/offload.h"
#include "backend/delivery/remote/smtp_transaction.h"
#include "tests/delivery/smtp_script.h"
#include "tests/net/pair.h"
#include "tests/net/tls_client.h"

#include <boost/describe/enum_to_string.hpp>

#include <QDir>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>

using namespace roost;
using namespace roost::delivery::remote;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using test::Local;
using test::Script;
using test::Speech;

namespace {

RemoteMessage messageFor(const QString& line)
{
    const QStringList parts = line.split(" > ");
    RemoteMessage message;
    message.sender = parts[0] == "-" ? "" : parts[0].toStdString();
    for (const QString& recipient : parts[1].split(' '))
        message.recipients.push_back(recipient.toStdString());
    message.source.prefix = "X-Signed: yes\r\n";
    message.source.content = "Subject: dots\r\n\r\n.one\r\n..two\r\nend\r\n";
    message.source.octets =
        static_cast<std::int64_t>(message.source.prefix.size() + message.source.content.size());
    return message;
}

QString word(Outcome outcome)
{
    if (outcome == Outcome::delivered) return "delivered";
    return outcome == Outcome::temporary ? "temporary" : "permanent";
}

QString resultLine(const std::string& who, const Finding& finding)
{
    const char* const cause = boost::describe::enum_to_string(finding.cause, "?");
    return "R: "
           + QStringList{QString::fromStdString(who), word(finding.outcome),
                         QString::fromStdString(finding.status), cause,
                         QString::fromStdString(finding.reply)}
                 .join(' ');
}

SmtpLimits limitsOf(std::chrono::milliseconds all)
{
    return {all, all, all, all};
}

struct World {
    asio::io_context io;
    core::Workers disk{"test-disk", 1, 16};
    net::TlsClient tls{"/dev/null"};
    net::TlsServer server;
    std::shared_ptr<Progress> progress = std::make_shared<Progress>();

    World() { (void)server.use(test::identityFor("mx.b.test")); }

    SmtpClient client(Local::socket socket, TlsRule rule, std::chrono::milliseconds limit)
    {
        SmtpManner manner;
        manner.own_name = "a.test";
        manner.host = "mx.b.test";
        manner.rule = rule;
        manner.peer.name = "mx.b.test";
        manner.peer.is_verified = rule == TlsRule::verified;
        manner.limits = limitsOf(limit);
        net::Connection connection{net::Connection::Socket(std::move(socket))};
        return SmtpClient(std::move(connection), manner, tls, progress);
    }
};

/// The client's part: the messages one after another.
asio::awaitable<void>
sendAll(SmtpClient& client, core::Workers& disk, QStringList messages, QStringList& results)
{
    if (const auto finding = co_await client.begin()) {
        results += resultLine("*", *finding);
        co_return;
    }
    bool is_reused = false;
    for (const QString& line : messages) {
        const RemoteMessage message = messageFor(line);
        SmtpTransaction transaction(client, message, disk, is_reused);
        const Transfer transfer = co_await transaction.run();
        for (const RecipientResult& one : transfer.results) {
            const Finding finding(one.outcome, one.cause, one.reply, one.status);
            results += resultLine(one.recipient, finding);
        }
        if (transfer.is_stale) results += "R: stale";
        is_reused = true;
        if (!client.isOpen()) co_return;
    }
    co_await client.close();
}

} // namespace

class TstSmtpClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void transcript_data();
    void transcript();
    void silenceAtAnyPointIsNoticed_data();
    void silenceAtAnyPointIsNoticed();
    void aLostConnectionAtAnyPointIsNoticed_data();
    void aLostConnectionAtAnyPointIsNoticed();
    void aFileIsSentAsItIs();
    void aFileThatIsTooShortIsNotSent();
    void endlessRepliesAreEnded();
    void cancellingEndsIt();
};

namespace {

/// A client and a server that are connected.
struct Ends {
    Ends(World& world, TlsRule rule, std::chrono::milliseconds limit)
    {
        Local::socket near(world.io);
        Local::socket far(world.io);
        asio::local::connect_pair(near, far);
        client = std::make_unique<SmtpClient>(world.client(std::move(near), rule, limit));
        peer = std::make_unique<net::Connection>(net::Connection::Socket(std::move(far)));
    }
    /// Runs until both have ended; each hangs up then. Whether the client threw.
    bool run(asio::io_context& io, asio::awaitable<void> serve, asio::awaitable<void> use)
    {
        int running = 2;
        bool has_thrown = false;
        asio::co_spawn(io, std::move(serve), [&](const std::exception_ptr&) {
            peer.reset();
            if (--running == 0) io.stop();
        });
        asio::co_spawn(io, std::move(use), [&](const std::exception_ptr& thrown) {
            has_thrown = thrown != nullptr;
            client.reset();
            if (--running == 0) io.stop();
        });
        io.restart();
        io.run();
        return has_thrown;
    }
    std::unique_ptr<SmtpClient> client;
    std::unique_ptr<net::Connection> peer;
};

/// Both sides of a script; what was seen.
QString playBoth(World& world, const Script& script, Speech speech, std::chrono::milliseconds limit)
{
    TlsRule rule = script.steps.contains("TLS") ? TlsRule::encrypted : TlsRule::if_offered;
    QStringList messages = script.messages;
    if (messages.removeAll("strict") > 0) rule = TlsRule::verified;
    QStringList seen;
    QStringList results;
    Ends ends(world, rule, limit);
    auto serve = test::playServer(*ends.peer, world.server, script.steps, speech, seen);
    auto use = sendAll(*ends.client, world.disk, messages, results);
    if (ends.run(world.io, std::move(serve), std::move(use))) results += "R: thrown";
    return (seen + results).join('\n');
}

void listScripts()
{
    QTest::addColumn<QString>("path");
    const auto files =
        QDir(TEST_DATA "/smtp_client").entryInfoList({"*.txt"}, QDir::Files, QDir::Name);
    QVERIFY(files.size() > 10);
    for (const QFileInfo& file : files)
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

} // namespace

void TstSmtpClient::transcript_data()
{
    listScripts();
}

/// Each also with answers that come octet by octet.
void TstSmtpClient::transcript()
{
    QFETCH(QString, path);
    World world;
    const Script script(path);
    const auto limit = script.steps.contains("HANG") ? 100ms : 10000ms;
    const QString expected = (script.steps + script.results).join('\n');
    QCOMPARE(playBoth(world, script, Speech::lines, limit), expected);
    QCOMPARE(playBoth(world, script, Speech::octets, limit), expected);
}

void TstSmtpClient::silenceAtAnyPointIsNoticed_data()
{
    QTest::addColumn<int>("replies");
    for (int replies = 0; replies < 7; ++replies)
        QTest::addRow("after %d replies", replies) << replies;
}

/// The good conversation, in which the server falls silent.
void TstSmtpClient::silenceAtAnyPointIsNoticed()
{
    QFETCH(int, replies);
    World world;
    Script script(TEST_DATA "/smtp_client/unpipelined.txt");
    int at = 0;
    while (at < script.steps.size() && (!script.steps[at].startsWith("S: ") || replies-- > 0)) ++at;
    if (at == script.steps.size()) QFAIL("the conversation is shorter");
    script.steps = script.steps.mid(0, at) + QStringList("HANG");
    const QString seen = playBoth(world, script, Speech::lines, 100ms);
    QVERIFY2(seen.contains(at == 0 ? "temporary 4.4.2 greeting_timeout"
                                   : "temporary 4.4.2 reply_timeout"),
             qPrintable(seen));
    QVERIFY2(!seen.contains("delivered"), qPrintable(seen));
}

void TstSmtpClient::aLostConnectionAtAnyPointIsNoticed_data()
{
    silenceAtAnyPointIsNoticed_data();
}

void TstSmtpClient::aLostConnectionAtAnyPointIsNoticed()
{
    QFETCH(int, replies);
    World world;
    Script script(TEST_DATA "/smtp_client/unpipelined.txt");
    int at = 0;
    while (at < script.steps.size() && (!script.steps[at].startsWith("S: ") || replies-- > 0)) ++at;
    if (at == script.steps.size()) QFAIL("the conversation is shorter");
    script.steps = script.steps.mid(0, at) + QStringList("CLOSE");
    const QString seen = playBoth(world, script, Speech::lines, 10s);
    QVERIFY2(seen.contains("temporary 4.4.2 connection_lost"), qPrintable(seen));
    QVERIFY2(!seen.contains("delivered"), qPrintable(seen));
}

namespace {

/// A server that takes one message; what came as its data, with the final dot.
asio::awaitable<void> takeMessage(net::Connection& peer, std::string& data)
{
    peer.expiresAfter(20s);
    co_await peer.write("220 mx\r\n");
    (void)co_await peer.readLine(1000);
    co_await peer.write("250 mx\r\n");
    for (int i = 0; i < 2; ++i) {
        (void)co_await peer.readLine(1000);
        co_await peer.write("250 ok\r\n");
    }
    (void)co_await peer.readLine(1000);
    co_await peer.write("354 go\r\n");
    while (!data.ends_with("\r\n.\r\n")) {
        const auto input = co_await peer.peek();
        data += input;
        peer.consume(input.size());
    }
    co_await peer.write("250 2.0.0 got it\r\n");
}

asio::awaitable<void>
sendOne(SmtpClient& client, core::Workers& disk, const RemoteMessage& message, Transfer& transfer)
{
    if (co_await client.begin()) co_return;
    SmtpTransaction transaction(client, message, disk, false);
    transfer = co_await transaction.run();
}

/// Sends a message in a file that claims to have `extra` octets more than it has.
Transfer sendFile(World& world, const std::string& text, std::int64_t extra, std::string& data)
{
    QTemporaryFile file;
    if (!file.open() || file.write(text.data(), qint64(text.size())) < 0 || !file.flush())
        return {};
    RemoteMessage message;
    message.recipients = {"bob@b.test"};
    message.source.prefix = ".Signature: yes\r\n";
    message.source.file = file.fileName().toStdString();
    message.source.octets =
        static_cast<std::int64_t>(message.source.prefix.size() + text.size()) + extra;

    Transfer transfer;
    Ends ends(world, TlsRule::if_offered, 10s);
    auto serve = takeMessage(*ends.peer, data);
    auto use = sendOne(*ends.client, world.disk, message, transfer);
    (void)ends.run(world.io, std::move(serve), std::move(use));
    return transfer;
}

} // namespace

void TstSmtpClient::aFileIsSentAsItIs()
{
    std::string text = "Subject: long\r\n\r\n";
    std::string stuffed = "..Signature: yes\r\n" + text;
    for (int i = 0; text.size() < 300'000; ++i) { // dots at every place of a piece
        const std::string line =
            (i % 3 == 0 ? "." : "") + std::string(std::size_t(i % 71), 'x') + "\r\n";
        text += line;
        stuffed += (line.starts_with('.') ? "." : "") + line;
    }
    World world;
    std::string data;
    const Transfer transfer = sendFile(world, text, 0, data);
    QCOMPARE(transfer.results.size(), 1U);
    QCOMPARE(transfer.results[0].reply, std::string("250 2.0.0 got it"));
    QVERIFY(data == stuffed + ".\r\n");
}

void TstSmtpClient::aFileThatIsTooShortIsNotSent()
{
    World world;
    std::string data;
    const Transfer transfer = sendFile(world, "Subject: cut\r\n", 1, data);
    QCOMPARE(transfer.results.size(), 1U);
    QCOMPARE(transfer.results[0].cause, Cause::own_failure);
    QCOMPARE(transfer.results[0].outcome, Outcome::temporary);
    QVERIFY(!data.ends_with(".\r\n"));
}

namespace {

asio::awaitable<void> flood(net::Connection& peer, std::string line)
{
    peer.expiresAfter(20s);
    for (;;) co_await peer.write(line);
}

asio::awaitable<void> beginOnly(SmtpClient& client, std::optional<Finding>& finding)
{
    finding = co_await client.begin();
}

} // namespace

void TstSmtpClient::endlessRepliesAreEnded()
{
    // Lines without end, one line without end, and zeros.
    for (const std::string& line :
         {std::string("220-more\r\n"), std::string(10000, 'x'), std::string(10000, '\0')}) {
        World world;
        std::optional<Finding> finding;
        Ends ends(world, TlsRule::if_offered, 200ms);
        auto serve = flood(*ends.peer, line);
        auto use = beginOnly(*ends.client, finding);
        (void)ends.run(world.io, std::move(serve), std::move(use));
        QVERIFY(finding);
        QVERIFY(finding->cause == Cause::protocol_error
                || finding->cause == Cause::greeting_timeout);
        QCOMPARE(finding->outcome, Outcome::temporary);
    }
}

void TstSmtpClient::cancellingEndsIt()
{
    World world;
    Ends ends(world, TlsRule::if_offered, 10s);
    std::optional<Finding> finding;
    std::exception_ptr thrown;
    asio::cancellation_signal signal;
    asio::co_spawn(world.io, beginOnly(*ends.client, finding),
                   asio::bind_cancellation_slot(signal.slot(), [&](const std::exception_ptr& e) {
                       thrown = e;
                       world.io.stop();
                   }));
    asio::post(world.io, [&] { signal.emit(asio::cancellation_type::terminal); });
    world.io.run();
    QVERIFY(!finding);
    QVERIFY(thrown);
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& e) {
        QVERIFY(e.code() == asio::error::operation_aborted);
    }
}

QTEST_GUILESS_MAIN(TstSmtpClient)
#include "tst_smtp_client.moc"
