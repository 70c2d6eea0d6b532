// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/http/server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>

using namespace roost;
namespace asio = boost::asio;

class TstServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void status_data();
    void status();
    void invitePageShowsLinkAndCode();
    void invitePageSaysThatNobodyMayRegister();
    void newAddressIsJson_data();
    void newAddressIsJson();
    void trustedNewHasNoLoginLink();
    void trustedGetNewLeadsToTheApp();
    void getNewIsLimited();
    void closedRegistrationGivesAReason();
    void headHasTheFieldsOfGet();
    void everyAnswerHasSecurityFields();
    void pipelinedRequestsAreAnsweredInOrder();
    void chunkedBodyIsRead();
    void continueIsSentWhenExpected();
    void slowHeaderIsTold();
    void silentClientIsLetGo();
    void fullServerSaysSo();
    void oneNetworkHasItsShare();
};

namespace {

/// Sends `text`, then reads until the server closes.
asio::awaitable<void> talk(net::Connection peer, std::string text, QByteArray& seen)
{
    peer.expiresAfter(std::chrono::seconds(10));
    try {
        co_await peer.write(text);
        for (;;) {
            const auto octets = co_await peer.peek();
            seen.append(octets.data(), static_cast<int>(octets.size()));
            peer.consume(octets.size());
        }
    } catch (const boost::system::system_error&) {
        // The server closed: all has been seen.
    }
}

struct Relay {
    settings::Values values;
    core::Counters counters;
    net::NetworkCounts networks{net::NetworkCounts::Loopback::counted};

    Relay() { values.mail_domain = "relay.test"; }

    /// All the server says to `text` before it closes.
    QByteArray answer(std::string text)
    {
        core::LiveSettings live(values);
        policy::SendRate rate;
        http::Services services{live, counters, rate, networks};
        return answer(std::move(text), services);
    }
    QByteArray answer(std::string text, http::Services& services)
    {
        asio::io_context io;
        asio::local::stream_protocol::socket client(io), server(io);
        asio::local::connect_pair(client, server);
        QByteArray seen;
        asio::co_spawn(io, http::serve(net::Connection(std::move(server)), services),
                       asio::detached);
        asio::co_spawn(io, talk(net::Connection(std::move(client)), std::move(text), seen),
                       asio::detached);
        io.run();
        return seen;
    }
};

std::string request(const std::string& line, const std::string& fields = {})
{
    return line + " HTTP/1.1\r\nHost: relay.test\r\nConnection: close\r\n" + fields + "\r\n";
}

QByteArray bodyOf(const QByteArray& answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

QByteArray headOf(const QByteArray& answer)
{
    return answer.left(answer.indexOf("\r\n\r\n") + 4);
}

QByteArray statusOf(const QByteArray& answer)
{
    return answer.mid(9, 3);
}

} // namespace

void TstServer::status_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("status");
    const auto row = [](const char* name, const std::string& text, const char* status) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(status);
    };
    row("root", request("GET /"), "200");
    row("query is ignored", request("GET /?lang=en"), "200");
    row("style", request("GET /style.css"), "200");
    row("robots", request("GET /robots.txt"), "200");
    row("underscore host", "GET / HTTP/1.1\r\nHost: _relay.test\r\nConnection: close\r\n\r\n",
        "200");
    row("HTTP/1.0 needs no host", "GET / HTTP/1.0\r\n\r\n", "200");
    row("leading empty line", "\r\n" + request("GET /"), "200");
    row("post without length", request("POST /new"), "200");
    row("post with empty body", request("POST /new", "Content-Length: 0\r\n"), "200");
    row("post with body", request("POST /new", "Content-Length: 4\r\n") + "a=b&", "200");
    row("unknown page", request("GET /nothing"), "404");
    row("path above the root", request("GET /../etc/passwd"), "404");
    row("unknown method", request("BREW /"), "405");
    row("post to a page", request("POST /"), "405");
    row("delete new", request("DELETE /new"), "405");
    row("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400");
    row("two hosts", request("GET /", "Host: other.test\r\n"), "400");
    row("not HTTP", "HELO relay.test\r\n\r\n", "400");
    row("other version", "GET / HTTP/3.0\r\nHost: relay.test\r\n\r\n", "400");
    row("bad field", request("GET /", "No colon\r\n"), "400");
    row("length and chunked",
        request("POST /new", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "abc", "400");
    row("two lengths", request("POST /new", "Content-Length: 3\r\nContent-Length: 4\r\n") + "abcd",
        "400");
    row("bad chunk", request("POST /new", "Transfer-Encoding: chunked\r\n") + "zz\r\n", "400");
    row("long body", request("POST /new", "Content-Length: 1025\r\n") + std::string(1025, 'x'),
        "413");
    row("long chunk",
        request("POST /new", "Transfer-Encoding: chunked\r\n") + "401\r\n" + std::string(1025, 'x')
            + "\r\n0\r\n\r\n",
        "413");
    row("long field", request("GET /", "X: " + std::string(8192, 'x') + "\r\n"), "431");
    row(
        "many fields",
        [] {
            std::string fields;
            for (int i = 0; i < 1000; ++i) fields += "Field: value\r\n";
            return request("GET /", fields);
        }(),
        "431");
}

void TstServer::status()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, status);
    const auto answer = Relay().answer(text.toStdString());
    QVERIFY2(answer.startsWith("HTTP/1.1 "), answer);
    QCOMPARE(statusOf(answer), status);
}

void TstServer::invitePageShowsLinkAndCode()
{
    Relay relay;
    relay.values.mail_domain = "relay<.test";
    const auto page = bodyOf(relay.answer(request("GET /")));
    QVERIFY(page.contains("<h1>relay&lt;.test</h1>"));
    QVERIFY(page.contains("href=\"dclogin:"));
    QVERIFY(page.contains("&amp;ic=3\""));
    QVERIFY(page.contains("<svg "));
    QVERIFY(page.contains("a phone cannot reach it"));
    QVERIFY(!page.contains("<script"));
}

void TstServer::invitePageSaysThatNobodyMayRegister()
{
    Relay relay;
    relay.values.registration_open = false;
    const auto page = bodyOf(relay.answer(request("GET /")));
    QVERIFY(page.contains("takes no new users"));
    QVERIFY(!page.contains("dclogin:"));
}

void TstServer::newAddressIsJson_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("post") << "POST /new";
    QTest::newRow("get") << "GET /new";
    QTest::newRow("old name") << "POST /cgi-bin/newemail.py";
}

void TstServer::newAddressIsJson()
{
    QFETCH(QString, line);
    const auto answer = Relay().answer(request(line.toStdString()));
    QVERIFY2(headOf(answer).contains("\r\nContent-Type: application/json\r\n"), answer);
    const auto object = QJsonDocument::fromJson(bodyOf(answer)).object();
    QCOMPARE(object.keys(), QStringList({"dclogin_url", "email", "password"}));
    const QRegularExpression address(QStringLiteral("^[a-z0-9]{9}@relay\\.test$"));
    QVERIFY(address.match(object["email"].toString()).hasMatch());
    QCOMPARE(object["password"].toString().size(), 12);
    QVERIFY(object["dclogin_url"].toString().startsWith("dclogin:" + object["email"].toString()));
}

void TstServer::trustedNewHasNoLoginLink()
{
    Relay relay;
    relay.values.tls_mode = "files";
    const auto answer = relay.answer(request("POST /new"));
    const auto object = QJsonDocument::fromJson(bodyOf(answer)).object();
    QCOMPARE(object.keys(), QStringList({"email", "password"}));
    QVERIFY(headOf(answer).contains("\r\nStrict-Transport-Security: "));
}

void TstServer::trustedGetNewLeadsToTheApp()
{
    Relay relay;
    relay.values.tls_mode = "files";
    const auto answer = relay.answer(request("GET /new"));
    QCOMPARE(statusOf(answer), QByteArray("301"));
    QVERIFY(headOf(answer).contains("\r\nLocation: dcaccount:https://relay.test/new\r\n"));
}

void TstServer::getNewIsLimited()
{
    Relay relay;
    const std::string get = "GET /new HTTP/1.1\r\nHost: relay.test\r\n\r\n";
    std::string text;
    for (int i = 0; i < 9; ++i) text += get;
    const auto answer = relay.answer(text + request("POST /new"));
    // Five at once, perhaps one more while the test ran; POST is not counted.
    const auto refused = answer.count("HTTP/1.1 429 ");
    QVERIFY2(refused == 4 || refused == 3, answer);
    QCOMPARE(answer.count("HTTP/1.1 200 OK"), 10 - refused);
    QVERIFY(answer.contains("{\"reason\":\"Too many requests"));
}

void TstServer::closedRegistrationGivesAReason()
{
    Relay relay;
    relay.values.registration_open = false;
    const auto answer = relay.answer(request("POST /new"));
    QCOMPARE(statusOf(answer), QByteArray("403"));
    QCOMPARE(QJsonDocument::fromJson(bodyOf(answer)).object().keys(), QStringList{"reason"});
}

void TstServer::headHasTheFieldsOfGet()
{
    Relay relay;
    const auto length = QRegularExpression(QStringLiteral("\r\nContent-Length: (\\d+)\r\n"));
    const auto get = relay.answer(request("GET /style.css"));
    const auto head = relay.answer(request("HEAD /style.css"));
    QCOMPARE(bodyOf(head), QByteArray());
    const auto octets = length.match(QString::fromUtf8(head)).captured(1);
    QCOMPARE(octets.toInt(), bodyOf(get).size());
    QVERIFY(octets.toInt() > 0);
}

void TstServer::everyAnswerHasSecurityFields()
{
    Relay relay;
    for (const auto* line : {"GET /", "GET /nothing", "POST /new", "DELETE /"}) {
        const auto head = headOf(relay.answer(request(line)));
        for (const auto* field :
             {"Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff",
              "Referrer-Policy: no-referrer", "X-Frame-Options: DENY", "Date: "})
            QVERIFY2(head.contains(QByteArray("\r\n") + field), head);
    }
}

void TstServer::pipelinedRequestsAreAnsweredInOrder()
{
    const std::string keep = " HTTP/1.1\r\nHost: relay.test\r\n\r\n";
    const auto answer = Relay().answer("GET /robots.txt" + keep + "GET /nothing" + keep
                                       + request("POST /new", "Content-Length: 2\r\n") + "ab");
    const auto first = answer.indexOf("User-agent");
    const auto second = answer.indexOf("HTTP/1.1 404");
    const auto third = answer.indexOf("\"email\"");
    QVERIFY2(first > 0 && first < second && second < third, answer);
}

void TstServer::chunkedBodyIsRead()
{
    const auto answer = Relay().answer(
        "POST /new HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n0\r\n\r\n");
    QCOMPARE(statusOf(answer), QByteArray("200"));
}

void TstServer::continueIsSentWhenExpected()
{
    const auto answer =
        Relay().answer(request("POST /new", "Content-Length: 1\r\nExpect: 100-continue\r\n") + "x");
    QVERIFY2(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), answer);
}

void TstServer::slowHeaderIsTold()
{
    Relay relay;
    relay.values.http_timeout_seconds = 0;
    const auto answer = relay.answer("GET / HTTP/1.1\r\nHost: re");
    QCOMPARE(statusOf(answer), QByteArray("408"));
}

void TstServer::silentClientIsLetGo()
{
    Relay relay;
    relay.values.http_timeout_seconds = 0;
    QCOMPARE(relay.answer(""), QByteArray());
}

void TstServer::fullServerSaysSo()
{
    Relay relay;
    relay.values.max_http_connections = 0;
    QCOMPARE(statusOf(relay.answer(request("GET /"))), QByteArray("503"));
}

void TstServer::oneNetworkHasItsShare()
{
    Relay relay;
    relay.values.max_http_connections = 10;
    const net::Origin here; // a local socket
    std::optional<net::NetworkCounts::Place> first = relay.networks.enter(here, 2);
    const auto second = relay.networks.enter(here, 2);
    QVERIFY(first && second);
    const QByteArray refused = relay.answer(request("GET /"));
    QCOMPARE(statusOf(refused), QByteArray("503"));
    QVERIFY(headOf(refused).contains("Connection: close\r\n"));
    first.reset();
    QCOMPARE(statusOf(relay.answer(request("GET /"))), QByteArray("200"));
    QCOMPARE(relay.counters.http_connections.load(), 0);
}

QTEST_GUILESS_MAIN(TstServer)
#include "tst_server.moc"
