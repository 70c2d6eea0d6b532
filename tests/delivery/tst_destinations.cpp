// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/destination_world.h"

#include <boost/asio/steady_timer.hpp>

namespace asio = boost::asio;
namespace dns = roost::net::dns;
using namespace roost;
using namespace roost::delivery::remote;
using namespace roost::test;

class TstDestinations : public DestinationTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init() { build(); }
    void cleanup() { tearDown(); }

    void httpsIsFirst();
    void smtpFollowsAndIsRemembered();
    void onlyARelayAccepts_data();
    void onlyARelayAccepts();
    void httpsIsTriedAgainWhenSmtpCannotBeReached();
    void onlySuccessBySmtpSparesHttps_data();
    void onlySuccessBySmtpSparesHttps();
    void anObstacleBringsHttpsBack_data();
    void anObstacleBringsHttpsBack();
    void aTryBrokenOffInHttpsBeginsWithSmtpNextTime();
    void aVerdictOverHttpsCountsWhenSmtpIsSilent();
    void connectionsAreReused();
    void aServerThatLeftIsCalledAgain();
    void theNextHostIsTriedUnlessOneRefuses();
    void whatIsSaidInTheOpenIsNoVerdict_data();
    void whatIsSaidInTheOpenIsNoVerdict();
    void domainsInOtherScriptsAreServers();
    void silentHostsRunIntoTheLimit();
    void failuresAreForAllRecipients();
};

void TstDestinations::httpsIsFirst()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const Report report = deliver(*open("b.test"), {"bob@b.test", "carol@b.test"});
    QCOMPARE(report.channel, Channel::https);
    QCOMPARE(report.host, std::string("mx.b.test"));
    QCOMPARE(report.results.size(), 2U);
    for (const auto& result : report.results) QCOMPARE(result.outcome, Outcome::delivered);
    QCOMPARE(site.smtp_connections, 0);
    QCOMPARE(site.by_http.size(), 1U);
    QCOMPARE(site.by_http[0].envelope,
             std::string("X-MAIL-FROM: ann@a.test\nX-MAIL-TO: bob@b.test\n"
                         "X-MAIL-TO: carol@b.test\n"));
    QCOMPARE(site.by_http[0].data,
             std::string("DKIM-Signature: x\r\nSubject: hello\r\n\r\n.\r\nend\r\n"));
    QCOMPARE(site.requests[0], std::string("POST /mxdeliv HTTP/1.1"));

    auto off = values();
    off.use_mxdeliv = false;
    set(off);
    QCOMPARE(deliver("b.test").channel, Channel::smtp);
    QCOMPARE(site.http_connections, 1);
}

void TstDestinations::smtpFollowsAndIsRemembered()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    site.http_answer = NotFound;
    const Report report = deliver("b.test");
    QCOMPARE(report.channel, Channel::smtp);
    QCOMPARE(report.results[0].reply, std::string("250 2.0.0 ok"));
    QCOMPARE(site.by_smtp.size(), 1U);
    QVERIFY(site.by_smtp[0].is_encrypted);
    QCOMPARE(site.by_smtp[0].envelope,
             std::string("MAIL FROM:<ann@a.test>\nRCPT TO:<bob@b.test>\n"));
    QCOMPARE(site.by_smtp[0].data,
             std::string("DKIM-Signature: x\r\nSubject: hello\r\n\r\n..\r\nend\r\n"));
    QCOMPARE(site.http_connections, 1);
    QCOMPARE(deliver("b.test").channel, Channel::smtp);
    QCOMPARE(site.http_connections, 1); // not asked again
}

void TstDestinations::onlyARelayAccepts_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("body");
    QTest::addColumn<bool>("is_taken");
    const QString ok = "200 OK";
    const QString json = "200 OK\r\nContent-Type: application/json";
    QTest::newRow("250 OK") << ok << "250 OK" << true;
    QTest::newRow("250 with a status") << ok << "250 2.0.0 Ok: queued\r\n" << true;
    QTest::newRow("OK") << "200 OK\r\nContent-Type: text/plain; charset=utf-8"
                        << "OK" << true;
    QTest::newRow("a page") << "200 OK\r\nContent-Type: text/html; charset=utf-8"
                            << "<!DOCTYPE html><p>Welcome" << false;
    QTest::newRow("a page of unknown type") << ok << "<!DOCTYPE html><p>Welcome" << false;
    QTest::newRow("JSON") << json << "{\"status\":\"ok\"}" << false;
    QTest::newRow("a word in JSON") << json << "\"OK\"" << false;
    QTest::newRow("a number") << ok << "250000" << false;
    QTest::newRow("nothing") << ok << "" << false;
    QTest::newRow("another code of SMTP") << ok << "200 OK" << false;
    QTest::newRow("a refusal with 200") << ok << "550 5.1.1 no such user" << false;
    QTest::newRow("201") << "201 Created"
                         << "250 OK" << false;
    QTest::newRow("202") << "202 Accepted"
                         << "OK" << false;
    QTest::newRow("204") << "204 No Content"
                         << "" << false;
    QTest::newRow("a redirection") << "307 Temporary Redirect\r\nLocation: https://mx.b.test/"
                                   << "250 OK" << false;
    QTest::newRow("not found") << "404 Not Found"
                               << "250 OK" << false;
    QTest::newRow("too large") << "413 Payload Too Large"
                               << "552 Message exceeds maximum size" << false;
    QTest::newRow("broken") << "500 Internal Server Error"
                            << "error" << false;
}

/// Whatever else answers at port 443 has no mailbox: the message goes by SMTP.
void TstDestinations::onlyARelayAccepts()
{
    QFETCH(QString, head);
    QFETCH(QString, body);
    QFETCH(bool, is_taken);
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const QString size = "\r\nContent-Length: " + QString::number(body.size()) + "\r\n\r\n";
    site.http_answer =
        ("HTTP/1.1 " + head + (head.startsWith("204") ? "\r\n\r\n" : size) + body).toStdString();
    const Report report = deliver("b.test");
    QCOMPARE(report.results[0].outcome, Outcome::delivered);
    QCOMPARE(report.channel, is_taken ? Channel::https : Channel::smtp);
    QCOMPARE(site.by_smtp.size(), is_taken ? 0U : 1U);
}

void TstDestinations::httpsIsTriedAgainWhenSmtpCannotBeReached()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    site.http_answer = NotFound;
    (void)deliver("b.test");
    doors_.pop_front(); // of SMTP
    QCOMPARE(deliver("b.test").results[0].cause, Cause::connect_refused);
    QCOMPARE(site.http_connections, 1);
    site.http_answer = MailSite(authority_->certify("x.test")).http_answer;
    QCOMPARE(deliver("b.test").channel, Channel::https);
}

void TstDestinations::onlySuccessBySmtpSparesHttps_data()
{
    QTest::addColumn<QString>("command"); // that SMTP refuses
    QTest::addColumn<QString>("reply");
    QTest::addColumn<bool>("is_spared");
    QTest::newRow("success") << ""
                             << "" << true;
    QTest::newRow("one of two") << "RCPT TO:<bob@b.test>"
                                << "550 no such user" << true;
    QTest::newRow("sender") << "MAIL FROM:<ann@a.test>"
                            << "451 later" << false;
    QTest::newRow("message") << "."
                             << "550 no" << false;
    QTest::newRow("leaves") << "MAIL FROM:<ann@a.test>"
                            << "421 goodbye" << false;
}

/// Also when nobody listens at port 443, which may take long to find out.
void TstDestinations::onlySuccessBySmtpSparesHttps()
{
    QFETCH(QString, command);
    QFETCH(QString, reply);
    QFETCH(bool, is_spared);
    MailSite& site = sites_.emplace_back(authority_->certify("mx.b.test"));
    openDoors(1, site, false);
    if (!command.isEmpty()) site.replies[command.toStdString()] = reply.toStdString();
    QCOMPARE(deliver(*open("b.test"), {"bob@b.test", "carol@b.test"}).channel, Channel::smtp);

    Door https(*io_, "127.0.0.1", static_cast<std::uint16_t>(values().outgoing_https_port));
    https.open(site, serveHttp);
    QCOMPARE(deliver("b.test").channel, is_spared ? Channel::smtp : Channel::https);
    QCOMPARE(site.http_connections, is_spared ? 0 : 1);
}

void TstDestinations::anObstacleBringsHttpsBack_data()
{
    QTest::addColumn<QString>("obstacle");
    for (const char* obstacle : {"greeting", "EHLO", "EHLO over TLS", "no TLS", "broken TLS"})
        QTest::newRow(obstacle) << obstacle;
}

void TstDestinations::anObstacleBringsHttpsBack()
{
    QFETCH(QString, obstacle);
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const std::string accepting = site.http_answer;
    site.http_answer = NotFound;
    QCOMPARE(deliver("b.test").channel, Channel::smtp);
    site.http_answer = accepting;
    QCOMPARE(deliver("b.test").channel, Channel::smtp); // spared

    if (obstacle == "greeting") site.greeting = "554 no service";
    if (obstacle == "EHLO") site.replies["EHLO a.test"] = "550 go away";
    if (obstacle == "EHLO over TLS") site.reply_to_second_ehlo = "550 go away";
    site.offers_tls = obstacle != "no TLS";
    site.breaks_tls = obstacle == "broken TLS";
    const Report report = deliver("b.test");
    QCOMPARE(report.channel, Channel::smtp);
    QVERIFY(report.results[0].outcome != Outcome::delivered);
    QCOMPARE(site.http_connections, 1);
    QCOMPARE(deliver("b.test").channel, Channel::https);
}

void TstDestinations::aTryBrokenOffInHttpsBeginsWithSmtpNextTime()
{
    MailSite& site = sites_.emplace_back(authority_->certify("mx.b.test"));
    openDoors(1, site, false);
    // Its port 443 takes connections and says nothing.
    Door silent(*io_, "127.0.0.1", static_cast<std::uint16_t>(values().outgoing_https_port));
    const auto destination = open("b.test");
    RemoteMessage message;
    message.recipients = {"bob@b.test"};
    Report report;
    asio::cancellation_signal signal;
    asio::co_spawn(*io_, deliverInto(*destination, message, report),
                   asio::bind_cancellation_slot(signal.slot(),
                                                [&](const std::exception_ptr&) { io_->stop(); }));
    asio::steady_timer timer(*io_, 100ms);
    timer.async_wait(
        [&](boost::system::error_code) { signal.emit(asio::cancellation_type::terminal); });
    io_->restart();
    io_->run();
    QVERIFY(report.results.empty());

    const auto begin = std::chrono::steady_clock::now();
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QVERIFY(std::chrono::steady_clock::now() - begin < hasty(Lane::healthy).http_connect);
}

void TstDestinations::aVerdictOverHttpsCountsWhenSmtpIsSilent()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const std::string text = "523 Encryption Needed: Invalid Unencrypted Mail";
    site.http_answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: " + std::to_string(text.size())
                       + "\r\n\r\n" + text;
    QCOMPARE(deliver("b.test").channel, Channel::smtp); // whose word counts
    doors_.pop_front();
    startAgain();
    const Report report = deliver("b.test");
    QCOMPARE(report.channel, Channel::https);
    QCOMPARE(report.results[0].outcome, Outcome::permanent);
    QCOMPARE(report.results[0].cause, Cause::http_refused);
    QCOMPARE(report.results[0].reply, text);
    // What other web servers say is no verdict.
    site.http_answer = NotFound;
    QCOMPARE(deliver("b.test").results[0].cause, Cause::connect_refused);
}

void TstDestinations::connectionsAreReused()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const auto by_http = open("b.test");
    for (int i = 0; i < 3; ++i) QCOMPARE(deliver(*by_http, {"bob@b.test"}).channel, Channel::https);
    QVERIFY(by_http->isOpen());
    QCOMPARE(site.http_connections, 1);
    QCOMPARE(site.by_http.size(), 3U);

    site.http_answer = NotFound;
    const auto by_smtp = open("b.test");
    for (int i = 0; i < 3; ++i) QCOMPARE(deliver(*by_smtp, {"bob@b.test"}).channel, Channel::smtp);
    QCOMPARE(site.smtp_connections, 1);
    QCOMPARE(site.by_smtp.size(), 3U);
    QCOMPARE(std::count(site.commands.begin(), site.commands.end(), "RSET"), 2);
    test::runAll(*io_, by_smtp->close());
    QVERIFY(!by_smtp->isOpen());
    QCOMPARE(site.commands.back(), std::string("QUIT"));
}

void TstDestinations::aServerThatLeftIsCalledAgain()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    site.http_answer = NotFound;
    site.leaves_after_message = true;
    const auto destination = open("b.test");
    for (int i = 0; i < 3; ++i) {
        const Report report = deliver(*destination, {"bob@b.test"});
        QCOMPARE(report.results[0].outcome, Outcome::delivered);
    }
    QCOMPARE(site.smtp_connections, 3);
    QCOMPARE(site.by_smtp.size(), 3U);
}

void TstDestinations::theNextHostIsTriedUnlessOneRefuses()
{
    names_->add("b.test", dns::Type::mx,
                {mxData(10, "mx1.b.test"), mxData(20, "mx2.b.test"), mxData(30, "mx.b.test")});
    names_->add("mx1.b.test", dns::Type::a, {addressData("127.0.0.3")}); // nobody is there
    names_->add("mx2.b.test", dns::Type::a, {addressData("127.0.0.2")});
    MailSite& wrong = addSite(2, "DNS:mx.c.test");
    MailSite& last = addSite(1, "DNS:mx.b.test");
    Report report = deliver("b.test");
    QCOMPARE(report.host, std::string("mx.b.test"));
    QCOMPARE(report.results[0].outcome, Outcome::delivered);
    QVERIFY(wrong.by_smtp.empty() && wrong.by_http.empty());

    wrong.greeting = "554 no service";
    report = deliver("b.test"); // that is no verdict on the message
    QCOMPARE(report.results[0].outcome, Outcome::delivered);

    MailSite& strict = sites_.emplace_back(authority_->certify("mx1.b.test"));
    openDoors(3, strict, false);
    strict.replies["RCPT TO:<bob@b.test>"] = "550 5.1.1 no such user";
    const auto taken = last.by_smtp.size() + last.by_http.size();
    report = deliver("b.test");
    QCOMPARE(report.host, std::string("mx1.b.test"));
    QCOMPARE(report.results[0].outcome, Outcome::permanent);
    QCOMPARE(last.by_smtp.size() + last.by_http.size(), taken);
    strict.reply_to_second_ehlo = "550 5.7.1 go away";
    report = deliver("b.test");
    QCOMPARE(report.results[0].reply, std::string("550 5.7.1 go away"));
    QCOMPARE(report.results[0].outcome, Outcome::permanent);
    QCOMPARE(last.by_smtp.size() + last.by_http.size(), taken);
}

void TstDestinations::whatIsSaidInTheOpenIsNoVerdict_data()
{
    QTest::addColumn<QString>("reply");
    QTest::newRow("refused") << "550 5.7.1 go away";
    QTest::newRow("refused for now") << "451 4.7.1 later";
    QTest::newRow("leaves") << "421 4.3.2 shutting down";
    QTest::newRow("unknown, HELO is refused too") << "502 5.5.1 what?";
}

void TstDestinations::whatIsSaidInTheOpenIsNoVerdict()
{
    QFETCH(QString, reply);
    names_->add("b.test", dns::Type::mx, {mxData(10, "mx1.b.test"), mxData(20, "mx.b.test")});
    names_->add("mx1.b.test", dns::Type::a, {addressData("127.0.0.2")});
    MailSite& grim = sites_.emplace_back(authority_->certify("mx1.b.test"));
    openDoors(2, grim, false);
    grim.replies["EHLO a.test"] = grim.replies["HELO a.test"] = reply.toStdString();
    MailSite& other = addSite(1, "DNS:mx.b.test");
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QCOMPARE(other.by_http.size(), 1U);

    names_->add("b.test", dns::Type::mx, {mxData(10, "mx1.b.test")});
    const Report report = deliver("b.test");
    QCOMPARE(report.results[0].outcome,
             Outcome::temporary); // it, or another, may mean it otherwise
    QCOMPARE(QString::fromStdString(report.results[0].reply), reply);
}

void TstDestinations::domainsInOtherScriptsAreServers()
{
    names_->add("xn--bcher-kva.test", dns::Type::mx, {mxData(10, "mx.xn--bcher-kva.test")});
    names_->add("mx.xn--bcher-kva.test", dns::Type::a, {addressData("127.0.0.1")});
    MailSite& site = addSite(1, "DNS:mx.xn--bcher-kva.test");
    QCOMPARE(deliver("xn--bcher-kva.test").channel, Channel::https);
    site.http_answer = NotFound;
    QCOMPARE(deliver("xn--bcher-kva.test").results[0].outcome, Outcome::delivered);
    QCOMPARE(site.by_smtp.at(0).envelope,
             std::string("MAIL FROM:<ann@a.test>\nRCPT TO:<bob@xn--bcher-kva.test>\n"));
}

void TstDestinations::silentHostsRunIntoTheLimit()
{
    MailSite& site = sites_.emplace_back(authority_->certify("mx.b.test"));
    openDoors(1, site, false);
    site.greeting.clear();
    QCOMPARE(deliver("b.test").results[0].cause, Cause::greeting_timeout);
}

void TstDestinations::failuresAreForAllRecipients()
{
    const Report report = deliver(*open("gone.test"), {"bob@gone.test", "carol@gone.test"});
    QCOMPARE(report.results.size(), 2U);
    QCOMPARE(report.results[1].recipient, std::string("carol@gone.test"));
    QCOMPARE(report.results[1].cause, Cause::no_such_domain);
    QCOMPARE(report.results[1].status, std::string("5.1.2"));
    QCOMPARE(report.channel, Channel::none);
}

QTEST_GUILESS_MAIN(TstDestinations)
#include "tst_destinations.moc"
