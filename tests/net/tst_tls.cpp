// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/net/pair.h"
#include "tests/net/tls_client.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <QTest>

#include <csignal>
#include <thread>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;
using test::errorOf;
using test::Hello;
using test::identityFor;
using test::Pair;
using test::RawTlsClient;

namespace {

/// A server's answer to each line, until the peer goes.
asio::awaitable<void> echo(Connection& peer, const TlsServer& tls, TlsPolicy policy)
{
    peer.expiresAfter(10s);
    co_await peer.acceptTls(tls, policy);
    for (;;) {
        const std::string line = co_await peer.readLine(100);
        peer.queue("you said ");
        peer.queue(line);
        peer.queue("\r\n");
        if (peer.inputEmpty()) co_await peer.flush();
        if (line == "bye") co_return co_await peer.close();
    }
}

asio::awaitable<void> startTls(Connection& peer, const TlsServer& tls, QStringList& lines)
{
    peer.expiresAfter(10s);
    lines += QString::fromStdString(co_await peer.readLine(100));
    co_await peer.write("go\r\n");
    co_await peer.acceptTls(tls, TlsPolicy::mail_client);
    lines += QString::fromStdString(co_await peer.readLine(100));
}

asio::awaitable<void> handshakeOnly(Connection& peer, const TlsServer& tls)
{
    peer.expiresAfter(10ms);
    co_await peer.acceptTls(tls, TlsPolicy::mail_client);
}

asio::awaitable<void> sendLots(Connection& peer, const TlsServer& tls, std::string octets)
{
    peer.expiresAfter(20s);
    co_await peer.acceptTls(tls, TlsPolicy::mail_client);
    (void)co_await peer.readLine(100);
    peer.queue(octets);
    co_await peer.close();
}

asio::awaitable<void> sendForever(Connection& peer, const TlsServer& tls)
{
    const std::string octets(20000, 'x');
    peer.expiresAfter(20s);
    co_await peer.acceptTls(tls, TlsPolicy::mail_client);
    for (;;) co_await peer.write(octets);
}

asio::awaitable<void> wakeOnce(Connection& peer, const TlsServer& tls, QStringList& seen)
{
    std::string line;
    peer.expiresAfter(10s);
    co_await peer.acceptTls(tls, TlsPolicy::mail_client);
    co_await peer.write("idling\r\n");
    while (line != "DONE") {
        const Event event = co_await peer.readLineOrWake(line, 100);
        seen += event == Event::line ? QString::fromStdString(line) : QString("(woken)");
        if (event == Event::woken) co_await peer.write("news\r\n");
    }
}

} // namespace

class TstTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void versionAndProtocolFollowThePolicy_data();
    void versionAndProtocolFollowThePolicy();
    void linesArriveWholeOctetByOctet();
    void pipelinedLinesAreAnswered();
    void plaintextBeforeStartTlsIsDropped();
    void aTicketSurvivesANewCertificate();
    void aTicketOfAnotherServerIsWorthless();
    void renegotiationIsRefused();
    void garbageIsAnError();
    void aSilentClientRunsIntoTheDeadline();
    void aLongAnswerArrivesWhole();
    void aVanishedPeerIsAnError();
    void wakeReachesTheClient();

private:
    /// Serves one connection by `echo` while `client` runs in a thread of its own.
    template <class Client>
    void serveOne(const TlsServer& tls, TlsPolicy policy, Client client);

    TlsServer tls_;
};

void TstTls::initTestCase()
{
    std::signal(SIGPIPE, SIG_IGN); // as roostd does: OpenSSL writes without MSG_NOSIGNAL
    QVERIFY(tls_.use(identityFor("chat.example")));
}

template <class Client>
void TstTls::serveOne(const TlsServer& tls, TlsPolicy policy, Client client)
{
    asio::io_context io;
    Pair pair(io);
    std::thread thread([&, descriptor = pair.client.release()] {
        RawTlsClient peer(descriptor);
        client(peer);
    });
    (void)errorOf(io, echo(pair.server, tls, policy));
    {
        const Connection gone = std::move(pair.server);
    }
    thread.join();
}

void TstTls::versionAndProtocolFollowThePolicy_data()
{
    QTest::addColumn<bool>("web");
    QTest::addColumn<int>("version");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("outcome");
    const int old = TLS1_2_VERSION, now = TLS1_3_VERSION;
    const QString refused = "(refused)", none = "";
    QTest::newRow("mail 1.3") << false << now << QStringList() << none;
    QTest::newRow("mail 1.2") << false << old << QStringList() << refused;
    QTest::newRow("mail 1.3 imap") << false << now << QStringList("imap") << "imap";
    QTest::newRow("web 1.2") << true << old << QStringList() << none;
    QTest::newRow("web 1.2 http") << true << old << QStringList({"h2", "http/1.1"}) << "http/1.1";
    QTest::newRow("web 1.2 imap") << true << old << QStringList("imap") << refused;
    QTest::newRow("web 1.2 smtp") << true << old << QStringList({"h2", "smtp"}) << refused;
    QTest::newRow("web 1.3") << true << now << QStringList() << none;
    QTest::newRow("web 1.3 h2 only") << true << now << QStringList("h2") << none;
    QTest::newRow("web 1.3 imap") << true << now << QStringList("imap") << "imap";
    QTest::newRow("web 1.3 all") << true << now << QStringList({"http/1.1", "imap", "smtp"})
                                 << "smtp";
    QTest::newRow("web 1.1") << true << int(TLS1_1_VERSION) << QStringList() << refused;
}

void TstTls::versionAndProtocolFollowThePolicy()
{
    QFETCH(bool, web);
    QFETCH(int, version);
    QFETCH(QStringList, offered);
    QFETCH(QString, outcome);
    Hello hello{version, {}, nullptr};
    for (const QString& protocol : offered) hello.alpn.push_back(protocol.toStdString());
    QString seen = "(refused)";
    serveOne(tls_, web ? TlsPolicy::web : TlsPolicy::mail_client, [&](RawTlsClient& client) {
        if (!client.connect(hello) || !client.write("bye\r\n")) return;
        if (client.readUntil("\r\n") == "you said bye\r\n")
            seen = QString::fromStdString(client.alpn());
    });
    QCOMPARE(seen, outcome);
}

void TstTls::linesArriveWholeOctetByOctet()
{
    std::string answers;
    serveOne(tls_, TlsPolicy::mail_client, [&](RawTlsClient& client) {
        if (!client.connect({})) return;
        for (const char c : std::string("one\r\ntwo\nbye\r\n")) client.write({c});
        answers = client.readUntil("bye\r\n");
    });
    QCOMPARE(answers, std::string("you said one\r\nyou said two\r\nyou said bye\r\n"));
}

void TstTls::pipelinedLinesAreAnswered()
{
    std::string commands, expected, answers;
    for (int i = 0; i < 5000; ++i) {
        const std::string line = i == 4999 ? "bye" : "NOOP " + std::to_string(i);
        commands += line + "\r\n";
        expected += "you said " + line + "\r\n";
    }
    serveOne(tls_, TlsPolicy::web, [&](RawTlsClient& client) {
        if (!client.connect({TLS1_2_VERSION, {}, nullptr}) || !client.write(commands)) return;
        answers = client.readUntil("bye\r\n");
    });
    QCOMPARE(answers, expected);
}

void TstTls::plaintextBeforeStartTlsIsDropped()
{
    asio::io_context io;
    Pair pair(io);
    QStringList lines;
    std::thread thread([descriptor = pair.client.release()] {
        const std::string injected = "STARTTLS\r\nINJECTED\r\n";
        char answer[4];
        (void)!::write(descriptor, injected.data(), injected.size());
        (void)::recv(descriptor, answer, sizeof answer, MSG_WAITALL);
        RawTlsClient client(descriptor);
        if (client.connect({})) client.write("real\r\n");
    });
    const auto ec = errorOf(io, startTls(pair.server, tls_, lines));
    thread.join();
    QVERIFY2(!ec, ec.message().c_str());
    QCOMPARE(lines, QStringList({"STARTTLS", "real"}));
}

void TstTls::aTicketSurvivesANewCertificate()
{
    TlsServer tls;
    QVERIFY(tls.use(identityFor("chat.example")));
    test::SessionPtr session;
    const auto visit = [&](RawTlsClient& client) {
        Hello hello;
        hello.session = session.get();
        if (!client.connect(hello) || !client.write("bye\r\n")) return;
        client.readUntil("bye\r\n"); // the ticket comes before the answer
        session = client.endedSession();
    };
    serveOne(tls, TlsPolicy::mail_client, visit);
    QVERIFY(session && SSL_SESSION_is_resumable(session.get()));
    QVERIFY(tls.use(identityFor("chat.example")));
    bool resumed = false;
    for (const TlsPolicy policy : {TlsPolicy::mail_client, TlsPolicy::web}) {
        serveOne(tls, policy, [&](RawTlsClient& client) {
            visit(client);
            resumed = client.resumed();
        });
        QVERIFY(resumed);
    }
}

void TstTls::aTicketOfAnotherServerIsWorthless()
{
    test::SessionPtr session;
    serveOne(tls_, TlsPolicy::mail_client, [&](RawTlsClient& client) {
        if (!client.connect({}) || !client.write("bye\r\n")) return;
        client.readUntil("bye\r\n");
        session = client.endedSession();
    });
    QVERIFY(session);
    TlsServer other;
    QVERIFY(other.use(identityFor("chat.example")));
    bool resumed = true;
    std::string answer;
    serveOne(other, TlsPolicy::mail_client, [&](RawTlsClient& client) {
        Hello hello;
        hello.session = session.get();
        if (!client.connect(hello) || !client.write("bye\r\n")) return;
        answer = client.readUntil("bye\r\n");
        resumed = client.resumed();
    });
    QCOMPARE(answer, std::string("you said bye\r\n")); // a full handshake, no failure
    QVERIFY(!resumed);
}

void TstTls::renegotiationIsRefused()
{
    bool renegotiated = true;
    serveOne(tls_, TlsPolicy::web, [&](RawTlsClient& client) {
        if (!client.connect({TLS1_2_VERSION, {}, nullptr})) return;
        SSL_renegotiate(client.ssl());
        renegotiated = SSL_do_handshake(client.ssl()) == 1;
    });
    QVERIFY(!renegotiated);
}

void TstTls::garbageIsAnError()
{
    asio::io_context io;
    Pair pair(io);
    asio::write(pair.client, asio::buffer(std::string("GET / HTTP/1.1\r\n\r\n")));
    const auto ec = errorOf(io, echo(pair.server, tls_, TlsPolicy::web));
    QCOMPARE(ec.category().name(), "tls");
    QCOMPARE(ec.message(), std::string("http request"));
}

void TstTls::aSilentClientRunsIntoTheDeadline()
{
    asio::io_context io;
    Pair pair(io);
    QVERIFY(errorOf(io, handshakeOnly(pair.server, tls_)) == asio::error::timed_out);
}

void TstTls::aLongAnswerArrivesWhole()
{
    asio::io_context io;
    Pair pair(io);
    std::string sent, received;
    for (int i = 0; i < 1000000; ++i) sent += static_cast<char>('a' + i % 23);
    std::thread thread([&received, descriptor = pair.client.release()] {
        RawTlsClient client(descriptor);
        if (client.connect({}) && client.write("FETCH\r\n")) received = client.readUntil("\r\n");
    });
    const auto ec = errorOf(io, sendLots(pair.server, tls_, sent));
    thread.join();
    QVERIFY2(!ec, ec.message().c_str());
    QVERIFY(received == sent);
}

void TstTls::aVanishedPeerIsAnError()
{
    asio::io_context io;
    Pair pair(io);
    std::thread thread([descriptor = pair.client.release()] {
        RawTlsClient client(descriptor);
        client.connect({});
    });
    const auto ec = errorOf(io, sendForever(pair.server, tls_));
    thread.join();
    QVERIFY2(ec == asio::error::broken_pipe || ec == asio::error::connection_reset,
             ec.message().c_str());
}

void TstTls::wakeReachesTheClient()
{
    asio::io_context io;
    Pair pair(io);
    QStringList seen;
    std::string received;
    std::thread thread([&, descriptor = pair.client.release()] {
        RawTlsClient client(descriptor);
        if (!client.connect({})) return;
        client.readUntil("idling\r\n");
        asio::post(io, [&] { pair.server.wake(); });
        received = client.readUntil("news\r\n");
        client.write("DONE\r\n");
    });
    const auto ec = errorOf(io, wakeOnce(pair.server, tls_, seen));
    thread.join();
    QVERIFY2(!ec, ec.message().c_str());
    QCOMPARE(received, std::string("news\r\n"));
    QCOMPARE(seen, QStringList({"(woken)", "DONE"}));
}

QTEST_GUILESS_MAIN(TstTls)
#include "tst_tls.moc"
