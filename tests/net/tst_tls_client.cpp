// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/certificate_fault.h"
#include "backend/net/connection.h"
#include "backend/net/dane.h"
#include "tests/net/authority.h"
#include "tests/net/pair.h"
#include "tests/net/tls_client.h"

#include <boost/asio/error.hpp>

#include <openssl/evp.h>

#include <QTest>

#include <array>
#include <csignal>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;
using test::Authority;
using test::Certified;
using test::Local;

namespace {

asio::awaitable<void> answerOne(Connection& peer, const TlsServer& tls)
{
    peer.expiresAfter(10s);
    co_await peer.acceptTls(tls, TlsPolicy::web);
    const std::string line = co_await peer.readLine(100);
    co_await peer.write("you said " + line + " by " + peer.alpn() + "\r\n");
    co_await peer.readLine(100);
}

asio::awaitable<void>
ask(Connection& peer, const net::TlsClient& tls, TlsPeer whom, std::string& answer)
{
    peer.expiresAfter(10s);
    co_await peer.connectTls(tls, whom);
    co_await peer.write("hello\r\n");
    answer = co_await peer.readLine(100);
}

asio::awaitable<void> injectingServer(Connection& peer, const TlsServer& tls)
{
    peer.expiresAfter(10s);
    co_await peer.write("go\r\nyou said what you did not\r\n");
    co_await answerOne(peer, tls);
}

asio::awaitable<void>
startTls(Connection& peer, const net::TlsClient& tls, TlsPeer whom, std::string& answer)
{
    peer.expiresAfter(10s);
    (void)co_await peer.readLine(100);
    co_await ask(peer, tls, whom, answer);
}

/// How a client that wants `whom` gets on with a server that is `identity`.
struct Meeting {
    boost::system::error_code error;
    std::string answer;
};

template <class Serve, class Use>
Meeting meetBy(
    const Identity& identity, const net::TlsClient& tls, const TlsPeer& whom, Serve serve, Use use)
{
    asio::io_context io;
    TlsServer server;
    if (!server.use(identity)) throw std::runtime_error("no identity");
    Local::socket near(io);
    Local::socket far(io);
    asio::local::connect_pair(near, far);
    Connection client{Connection::Socket(std::move(near))};
    Connection peer{Connection::Socket(std::move(far))};
    Meeting meeting;
    asio::co_spawn(io, serve(peer, server), [](const std::exception_ptr&) {});
    meeting.error = test::errorOf(io, use(client, tls, whom, meeting.answer));
    return meeting;
}

Meeting meet(const Identity& identity, const net::TlsClient& tls, const TlsPeer& whom)
{
    return meetBy(identity, tls, whom, answerOne, ask);
}

TlsPeer named(const std::string& name)
{
    TlsPeer peer;
    peer.name = name;
    return peer;
}

std::string sha256(const std::string& octets)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(octets.data(), octets.size(), digest.data(), &size, EVP_sha256(), nullptr);
    return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string wholeOf(X509* certificate)
{
    unsigned char* der = nullptr;
    const int octets = i2d_X509(certificate, &der);
    std::string copy(reinterpret_cast<const char*>(der), std::size_t(octets));
    OPENSSL_free(der);
    return copy;
}

std::string keyOf(X509* certificate)
{
    unsigned char* der = nullptr;
    const int octets = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    std::string copy(reinterpret_cast<const char*>(der), std::size_t(octets));
    OPENSSL_free(der);
    return copy;
}

dns::Tlsa record(int usage, int selector, int matching, std::string data)
{
    return {std::uint8_t(usage), std::uint8_t(selector), std::uint8_t(matching), std::move(data)};
}

} // namespace

class TstTlsClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificatesAreJudged_data();
    void certificatesAreJudged();
    void whoNeedNotBeVerifiedIsTaken();
    void plaintextBeforeStartTlsIsDropped();
    void oldTlsIsRefused();
    void announcementsNarrowWhatIsBelieved_data();
    void announcementsNarrowWhatIsBelieved();
    void anAnnouncedSelfSignedCertificateIsStillRefused();
    void badAnchorsAreRefused();

private:
    Authority authority_;
    std::unique_ptr<net::TlsClient> tls_;
};

void TstTlsClient::initTestCase()
{
    std::signal(SIGPIPE, SIG_IGN);
    tls_ = std::make_unique<net::TlsClient>();
    QVERIFY(tls_->use(authority_.pem()));
}

void TstTlsClient::certificatesAreJudged_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<qlonglong>("from");
    QTest::addColumn<qlonglong>("until");
    QTest::addColumn<QString>("usage");
    QTest::addColumn<int>("fault");
    const auto add = [](const char* row, const char* names, int fault, long from = -60,
                        long until = 60, const char* usage = "serverAuth") {
        QTest::newRow(row) << names << qlonglong(from) << qlonglong(until) << usage << fault;
    };
    const auto number = [](CertificateFault fault) { return static_cast<int>(fault); };
    add("good", "DNS:mx.b.test", 0);
    add("among others", "DNS:other.test,DNS:MX.B.test", 0);
    add("by wildcard", "DNS:*.b.test", 0);
    add("expired", "DNS:mx.b.test", number(CertificateFault::expired), -120, -60);
    add("not valid yet", "DNS:mx.b.test", number(CertificateFault::expired), 600, 1200);
    add("wrong name", "DNS:mx.c.test", number(CertificateFault::wrong_name));
    add("domain instead of host", "DNS:b.test", number(CertificateFault::wrong_name));
    add("wildcard over two labels", "DNS:*.test", number(CertificateFault::wrong_name));
    add("partial wildcard", "DNS:m*.b.test", number(CertificateFault::wrong_name));
    add("no name", "", number(CertificateFault::wrong_name));
    add("for clients", "DNS:mx.b.test", number(CertificateFault::invalid), -60, 60, "clientAuth");
}

void TstTlsClient::certificatesAreJudged()
{
    QFETCH(QString, names);
    QFETCH(qlonglong, from);
    QFETCH(qlonglong, until);
    QFETCH(QString, usage);
    QFETCH(int, fault);
    const Certified what{names.toStdString(), long(from), long(until), usage.toStdString()};
    const Meeting meeting = meet(authority_.certify(what), *tls_, named("mx.b.test"));
    if (fault == 0) {
        QCOMPARE(meeting.error.message(), std::string("Success"));
        QCOMPARE(meeting.answer, std::string("you said hello by "));
        return;
    }
    QVERIFY2(meeting.error.category() == certificateCategory(), meeting.error.message().c_str());
    QCOMPARE(meeting.error.value(), fault);
    QCOMPARE(meeting.answer, std::string());
}

void TstTlsClient::whoNeedNotBeVerifiedIsTaken()
{
    const Identity self_signed = test::identityFor("other.test");
    const Meeting strict = meet(self_signed, *tls_, named("mx.b.test"));
    QVERIFY(strict.error == CertificateFault::unknown_issuer);
    const Meeting other = meet(Authority().certify("mx.b.test"), *tls_, named("mx.b.test"));
    QVERIFY(other.error == CertificateFault::unknown_issuer);

    TlsPeer anybody = named("_b.test");
    anybody.is_verified = false;
    anybody.alpn = "http/1.1";
    QCOMPARE(meet(self_signed, *tls_, anybody).answer, std::string("you said hello by http/1.1"));
    anybody.name.clear(); // an address
    QCOMPARE(meet(self_signed, *tls_, anybody).answer, std::string("you said hello by http/1.1"));

    net::TlsClient trusting; // a certificate of its own may be an anchor
    QVERIFY(trusting.use(self_signed.certificate_pem));
    QCOMPARE(meet(self_signed, trusting, named("other.test")).answer,
             std::string("you said hello by "));
}

void TstTlsClient::plaintextBeforeStartTlsIsDropped()
{
    const Meeting meeting = meetBy(authority_.certify("mx.b.test"), *tls_, named("mx.b.test"),
                                   injectingServer, startTls);
    QCOMPARE(meeting.answer, std::string("you said hello by "));
}

void TstTlsClient::oldTlsIsRefused()
{
    const std::unique_ptr<SSL, Freed<SSL_free>> session(tls_->newSession(named("mx.b.test")));
    QVERIFY(SSL_get_min_proto_version(session.get()) == TLS1_2_VERSION
            || SSL_CTX_get_min_proto_version(SSL_get_SSL_CTX(session.get())) == TLS1_2_VERSION);
}

void TstTlsClient::announcementsNarrowWhatIsBelieved_data()
{
    QTest::addColumn<int>("usage");
    QTest::addColumn<int>("selector");
    QTest::addColumn<int>("matching");
    QTest::addColumn<QString>("of"); // whose certificate is announced
    QTest::addColumn<bool>("is_taken");
    QTest::newRow("3 1 1 of the server") << 3 << 1 << 1 << "server" << true;
    QTest::newRow("3 0 1 of the server") << 3 << 0 << 1 << "server" << true;
    QTest::newRow("3 0 0 of the server") << 3 << 0 << 0 << "server" << true;
    QTest::newRow("3 1 1 of the authority") << 3 << 1 << 1 << "authority" << false;
    QTest::newRow("2 0 1 of the authority") << 2 << 0 << 1 << "authority" << true;
    QTest::newRow("2 1 0 of the authority") << 2 << 1 << 0 << "authority" << true;
    QTest::newRow("2 1 1 of the server") << 2 << 1 << 1 << "server" << false;
    QTest::newRow("3 1 1 of another") << 3 << 1 << 1 << "another" << false;
    QTest::newRow("2 1 1 of another") << 2 << 1 << 1 << "another" << false;
    QTest::newRow("useless ones alone") << 1 << 1 << 1 << "another" << true;
    QTest::newRow("an unknown kind alone") << 3 << 1 << 9 << "another" << true;
}

void TstTlsClient::announcementsNarrowWhatIsBelieved()
{
    QFETCH(int, usage);
    QFETCH(int, selector);
    QFETCH(int, matching);
    QFETCH(QString, of);
    QFETCH(bool, is_taken);
    const Identity server = authority_.certify("mx.b.test");
    const auto chain = parseChain(server.certificate_pem);
    const Authority another;
    X509* const whose = of == "server"      ? chain->front().get()
                        : of == "authority" ? authority_.certificate()
                                            : another.certificate();
    std::string data = selector == 0 ? wholeOf(whose) : keyOf(whose);
    if (matching != 0) data = sha256(data);
    TlsPeer peer = named("mx.b.test");
    peer.announced = usableForMail({record(usage, selector, matching, data)});
    const Meeting meeting = meet(server, *tls_, peer);
    if (is_taken)
        QCOMPARE(meeting.answer, std::string("you said hello by "));
    else
        QVERIFY(meeting.error == CertificateFault::not_announced);
    // One that fits is enough.
    peer.announced.push_back(record(3, 1, 1, sha256(keyOf(chain->front().get()))));
    QCOMPARE(meet(server, *tls_, peer).answer, std::string("you said hello by "));
}

void TstTlsClient::anAnnouncedSelfSignedCertificateIsStillRefused()
{
    const Identity self_signed = test::identityFor("mx.b.test");
    const auto chain = parseChain(self_signed.certificate_pem);
    TlsPeer peer = named("mx.b.test");
    peer.announced = {record(3, 1, 1, sha256(keyOf(chain->front().get())))};
    QVERIFY(meet(self_signed, *tls_, peer).error == CertificateFault::unknown_issuer);
}

void TstTlsClient::badAnchorsAreRefused()
{
    net::TlsClient tls;
    const std::string bad = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    QVERIFY(!tls.use(authority_.pem() + bad));
    // What was in use stays.
    QVERIFY(meet(authority_.certify("mx.b.test"), tls, named("mx.b.test")).error
            == CertificateFault::unknown_issuer);
    QVERIFY(tls.use(Authority().pem() + authority_.pem()));
    QCOMPARE(meet(authority_.certify("mx.b.test"), tls, named("mx.b.test")).answer,
             std::string("you said hello by "));
}

QTEST_GUILESS_MAIN(TstTlsClient)
#include "tst_tls_client.moc"
