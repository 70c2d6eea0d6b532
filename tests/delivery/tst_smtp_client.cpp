// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/smtp_world.h"

#include <QDir>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>

using namespace roost;
using namespace roost::delivery::remote;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using test::Ends;
using test::playBoth;
using test::Script;
using test::Speech;
using test::World;

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
    void aGoodbyeAtAnyPointIsForNow_data();
    void aGoodbyeAtAnyPointIsForNow();
    void longRepliesAreReadToALimit_data();
    void longRepliesAreReadToALimit();
    void aFileIsSentAsItIs();
    void aFileThatIsTooShortIsNotSent();
    void endlessRepliesAreEnded();
    void cancellingEndsIt();
};

namespace {

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

void TstSmtpClient::aGoodbyeAtAnyPointIsForNow_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("cause");
    QTest::newRow("greeting") << "S: 220 mx.b.test ESMTP"
                              << "refused";
    QTest::newRow("EHLO") << "C: EHLO a.test"
                          << "refused";
    QTest::newRow("STARTTLS") << "C: STARTTLS"
                              << "tls_failed";
    QTest::newRow("EHLO over TLS") << "TLS"
                                   << "refused";
    for (const char* step : {"MAIL FROM:<ann@a.test>", "RCPT TO:<bob@b.test>", "DATA", "."})
        QTest::newRow(step) << QString("C: ") + step << "refused";
}

/// RFC 5321 §3.8: 421 may be the answer to anything, and nothing can be said after it.
void TstSmtpClient::aGoodbyeAtAnyPointIsForNow()
{
    QFETCH(QString, step);
    QFETCH(QString, cause);
    World world;
    Script script(TEST_DATA "/smtp_client/unpipelined_over_tls.txt");
    QStringList steps = script.steps.mid(0, script.steps.indexOf(step) + 1);
    if (step.startsWith("S: ")) steps.clear();
    if (step == "TLS") steps += "C: EHLO a.test";
    script.steps = steps + QStringList("S: 421 4.3.2 shutting down");
    const QString seen = playBoth(world, script, Speech::lines, 10s);
    const QString who = steps.contains("TLS") && step != "TLS" ? "bob@b.test" : "*";
    QCOMPARE(seen,
             (script.steps
              + QStringList("R: " + who + " temporary 4.3.2 " + cause + " 421 4.3.2 shutting down"))
                 .join('\n'));
}

void TstSmtpClient::longRepliesAreReadToALimit_data()
{
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("octets"); // of each
    QTest::addColumn<QString>("result");
    const QString delivered = "R: bob@b.test delivered 2.0.0 none 250 2.0.0 queued as 1";
    QTest::newRow("usual") << 20 << 30 << delivered;
    QTest::newRow("as many as we take") << int(SmtpReplyReader::MaxLines) << 30 << delivered;
    QTest::newRow("as long as we take") << 20 << int(SmtpReplyReader::MaxLineOctets) << delivered;
    QTest::newRow("more")
        << int(SmtpReplyReader::MaxLines) + 1 << 30
        << "R: * temporary 4.5.0 protocol_error 451 4.5.0 mx.b.test said what is no answer";
    QTest::newRow("longer lines") << 20 << 2 * int(SmtpReplyReader::MaxLineOctets)
                                  << delivered; // cut
}

void TstSmtpClient::longRepliesAreReadToALimit()
{
    QFETCH(int, lines);
    QFETCH(int, octets);
    QFETCH(QString, result);
    World world;
    Script script(TEST_DATA "/smtp_client/unpipelined.txt");
    const QString text(octets - 4, 'x');
    script.steps.removeOne("S: 250-mx.b.test");
    const auto last = script.steps.indexOf("S: 250 HELP");
    for (int i = 1; i < lines; ++i) script.steps.insert(last, "S: 250-" + text);
    for (const Speech speech : {Speech::lines, Speech::octets}) {
        const QString seen = playBoth(world, script, speech, 10s);
        QVERIFY2(seen.endsWith(result), qPrintable(seen.right(200)));
    }
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
