// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/delivery/remote/network_destinations.h"
#include "backend/net/tls_client.h"
#include "tests/delivery/mail_site.h"
#include "tests/net/authority.h"
#include "tests/net/pair.h"
#include "tests/net/tls_client.h"
#include "tests/support/fake_lookup.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <boost/asio/steady_timer.hpp>

#include <csignal>

namespace asio = boost::asio;
namespace dns = roost::net::dns;
using namespace roost;
using namespace roost::delivery::remote;
using namespace std::chrono_literals;
using test::addressData;
using test::Authority;
using test::Certified;
using test::Door;
using test::FakeLookup;
using test::MailSite;
using test::mxData;

namespace {

constexpr auto NotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone";
constexpr auto PolicyHead = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

struct TestClock final : Clock {
    UnixSeconds now() const override { return at; }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::now();
    }
    UnixSeconds at = 1'800'000'000;
};

HostLimits hasty(Lane)
{
    HostLimits limits;
    limits.connect = limits.http_connect = limits.http_answer = 2s;
    limits.smtp = {300ms, 2s, 2s, 2s};
    return limits;
}

asio::awaitable<void>
deliverInto(Destination& destination, const RemoteMessage& message, Report& report)
{
    report = co_await destination.deliver(message);
}

std::string bodyOf(const std::string& text)
{
    return std::string(PolicyHead) + "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n"
           + text;
}

dns::Answer secure(std::vector<std::string> records)
{
    dns::Answer answer;
    answer.status = dns::Status::found;
    answer.records = std::move(records);
    answer.is_secure = true;
    return answer;
}

} // namespace

class TstDestinations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init();
    void cleanup();

    void httpsIsFirst();
    void smtpFollowsAndIsRemembered();
    void httpsIsTriedAgainWhenSmtpCannotBeReached();
    void aTryBrokenOffInHttpsBeginsWithSmtpNextTime();
    void aVerdictOverHttpsCountsWhenSmtpIsSilent();
    void connectionsAreReused();
    void aServerThatLeftIsCalledAgain();
    void theNextHostIsTriedUnlessOneRefuses();
    void certificatesHaveReasons_data();
    void certificatesHaveReasons();
    void underscoresAndAddressesNeedNoCertificate();
    void plaintextIsForExceptionsOnly();
    void silentHostsRunIntoTheLimit();
    void policiesOfOthersAreHonoured();
    void aKeptPolicySurvivesARestart();
    void aMissingPolicyHoldsNothingUp();
    void thereIsRoomForTheNextPolicy();
    void announcedCertificatesAreHonoured();
    void failuresAreForAllRecipients();

private:
    /// A host that has `names`, at 127.0.0.`number`, with SMTP and HTTPS unless closed.
    MailSite& addSite(int number, const std::string& names);
    void openDoors(int number, MailSite& site, bool with_http);
    std::unique_ptr<Destination> open(const std::string& domain);
    Report deliver(Destination& destination, std::vector<std::string> recipients);
    Report deliver(const std::string& domain);
    void startAgain();
    void set(settings::Values values) { settings_->replace(std::move(values)); }
    settings::Values values() const { return *settings_->get(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<asio::io_context> io_;
    std::unique_ptr<Authority> authority_;
    std::unique_ptr<core::Workers> disk_;
    std::unique_ptr<core::LiveSettings> settings_;
    std::unique_ptr<net::TlsClient> tls_;
    std::unique_ptr<FakeLookup> names_;
    TestClock clock_;
    std::list<MailSite> sites_;
    std::list<Door> doors_;
    std::unique_ptr<NetworkDestinations> destinations_;
};

void TstDestinations::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    io_ = std::make_unique<asio::io_context>();
    authority_ = std::make_unique<Authority>();
    disk_ = std::make_unique<core::Workers>("test-disk", 1, 16);
    settings_ = std::make_unique<core::LiveSettings>();
    tls_ = std::make_unique<net::TlsClient>();
    QVERIFY(tls_->use(authority_->pem()));
    names_ = std::make_unique<FakeLookup>();
    names_->add("b.test", dns::Type::mx, {mxData(10, "mx.b.test")});
    names_->add("mx.b.test", dns::Type::a, {addressData("127.0.0.1")});
    settings::Values values;
    values.mail_domain = "a.test";
    values.outgoing_smtp_port = Door(*io_, "127.0.0.1", 0).port();
    values.outgoing_https_port = Door(*io_, "127.0.0.1", 0).port();
    set(values);
    startAgain();
}

void TstDestinations::cleanup()
{
    destinations_.reset();
    doors_.clear();
    io_.reset(); // with all that is served
    sites_.clear();
}

void TstDestinations::startAgain()
{
    const NetworkDestinations::Needs needs{
        *names_, *tls_, *settings_, *disk_, clock_, folder_->filePath("mta-sts").toStdString()};
    destinations_ = std::make_unique<NetworkDestinations>(needs, &hasty);
}

MailSite& TstDestinations::addSite(int number, const std::string& names)
{
    Certified what;
    what.names = names;
    MailSite& site = sites_.emplace_back(authority_->certify(what));
    openDoors(number, site, true);
    return site;
}

void TstDestinations::openDoors(int number, MailSite& site, bool with_http)
{
    const std::string address = "127.0.0." + std::to_string(number);
    const auto port = [](std::int64_t value) { return static_cast<std::uint16_t>(value); };
    doors_.emplace_back(*io_, address, port(values().outgoing_smtp_port))
        .open(site, test::serveSmtp);
    if (with_http)
        doors_.emplace_back(*io_, address, port(values().outgoing_https_port))
            .open(site, test::serveHttp);
}

std::unique_ptr<Destination> TstDestinations::open(const std::string& domain)
{
    return destinations_->open(domain, Lane::healthy, std::make_shared<Progress>());
}

Report TstDestinations::deliver(Destination& destination, std::vector<std::string> recipients)
{
    RemoteMessage message;
    message.sender = "ann@a.test";
    message.recipients = std::move(recipients);
    message.source.prefix = "DKIM-Signature: x\r\n";
    message.source.content = "Subject: hello\r\n\r\n.\r\nend\r\n";
    message.source.octets =
        std::int64_t(message.source.prefix.size() + message.source.content.size());
    Report report;
    test::runAll(*io_, deliverInto(destination, message, report));
    return report;
}

Report TstDestinations::deliver(const std::string& domain)
{
    return deliver(*open(domain), {"bob@" + domain});
}

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
    strict.replies["EHLO a.test"] = "550 5.7.1 go away";
    QCOMPARE(deliver("b.test").results[0].reply, std::string("550 5.7.1 go away"));
    QCOMPARE(last.by_smtp.size() + last.by_http.size(), taken);
}

void TstDestinations::certificatesHaveReasons_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("cause");
    QTest::newRow("expired") << "expired" << int(Cause::certificate_expired);
    QTest::newRow("wrong name") << "name" << int(Cause::certificate_name);
    QTest::newRow("unknown issuer") << "issuer" << int(Cause::certificate_unknown_issuer);
    QTest::newRow("self-signed") << "self" << int(Cause::certificate_unknown_issuer);
    QTest::newRow("for clients") << "usage" << int(Cause::certificate_invalid);
    QTest::newRow("no TLS") << "none" << int(Cause::tls_not_offered);
    QTest::newRow("broken TLS") << "broken" << int(Cause::tls_failed);
}

void TstDestinations::certificatesHaveReasons()
{
    QFETCH(QString, kind);
    QFETCH(int, cause);
    Certified what;
    what.names = kind == "name" ? "DNS:b.test" : "DNS:mx.b.test";
    if (kind == "expired") what.until = -60;
    if (kind == "usage") what.usage = "clientAuth";
    const Authority stranger;
    const net::Identity identity = kind == "self"     ? test::identityFor("mx.b.test")
                                   : kind == "issuer" ? stranger.certify(what)
                                                      : authority_->certify(what);
    MailSite& site = sites_.emplace_back(identity);
    site.offers_tls = kind != "none";
    site.breaks_tls = kind == "broken";
    openDoors(1, site, kind != "none" && kind != "broken");
    const Report report = deliver("b.test");
    QCOMPARE(report.channel, Channel::smtp);
    QCOMPARE(int(report.results[0].cause), cause);
    QCOMPARE(report.results[0].outcome, Outcome::temporary);
    QVERIFY(report.results[0].reply.starts_with("451 4.7."));
    QVERIFY(site.by_smtp.empty() && site.by_http.empty());
}

void TstDestinations::underscoresAndAddressesNeedNoCertificate()
{
    MailSite& site = sites_.emplace_back(test::identityFor("other.test"));
    openDoors(1, site, true);
    names_->add("_b.test", dns::Type::a, {addressData("127.0.0.1")});
    QCOMPARE(deliver("_b.test").channel, Channel::https);
    QCOMPARE(deliver("[127.0.0.1]").channel, Channel::https);
    site.http_answer = NotFound;
    QCOMPARE(deliver("_b.test").results[0].outcome, Outcome::delivered);
    QCOMPARE(deliver("[127.0.0.1]").results[0].outcome, Outcome::delivered);
    QCOMPARE(site.by_smtp.size(), 2U);
    QVERIFY(site.by_smtp[0].is_encrypted && site.by_smtp[1].is_encrypted);
    site.offers_tls = false;
    QCOMPARE(deliver("_b.test").results[0].cause, Cause::tls_not_offered);
    QCOMPARE(deliver("[127.0.0.1]").results[0].cause, Cause::tls_not_offered);
}

void TstDestinations::plaintextIsForExceptionsOnly()
{
    MailSite& site = sites_.emplace_back(test::identityFor("other.test"));
    openDoors(1, site, true);
    auto excepting = values();
    excepting.plaintext_domains = "c.test b.test";
    set(excepting);
    site.offers_tls = false;
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QVERIFY(!site.by_smtp[0].is_encrypted);
    site.offers_tls = true;
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QVERIFY(site.by_smtp[1].is_encrypted);
    site.breaks_tls = true; // then without
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QVERIFY(!site.by_smtp[2].is_encrypted);
    QCOMPARE(site.http_connections, 0);
}

void TstDestinations::silentHostsRunIntoTheLimit()
{
    MailSite& site = sites_.emplace_back(authority_->certify("mx.b.test"));
    openDoors(1, site, false);
    site.greeting.clear();
    QCOMPARE(deliver("b.test").results[0].cause, Cause::greeting_timeout);
}

void TstDestinations::policiesOfOthersAreHonoured()
{
    MailSite& site = addSite(1, "DNS:mx.b.test,DNS:mta-sts.b.test");
    names_->add("_mta-sts.b.test", dns::Type::txt, {test::textData("v=STSv1; id=1;")});
    names_->add("mta-sts.b.test", dns::Type::a, {addressData("127.0.0.1")});
    site.http_answer = bodyOf("version: STSv1\nmode: enforce\nmx: mx.c.test\nmax_age: 86400\n");
    const Report report = deliver("b.test");
    QCOMPARE(report.results[0].cause, Cause::mta_sts_refused);
    QCOMPARE(report.results[0].outcome, Outcome::temporary);
    QCOMPARE(site.requests[0], std::string("GET /.well-known/mta-sts.txt HTTP/1.1"));
    QCOMPARE(site.smtp_connections, 0);

    auto off = values();
    off.use_mta_sts = false;
    set(off);
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);

    off.use_mta_sts = true;
    set(off);
    QCOMPARE(deliver("b.test").results[0].cause, Cause::mta_sts_refused); // kept
    clock_.at += 400;
    site.http_answer = bodyOf("version: STSv1\nmode: testing\nmx: mx.c.test\nmax_age: 86400\n");
    QCOMPARE(deliver("b.test").results[0].cause, Cause::mta_sts_refused); // nothing is announced
    clock_.at += 400;
    names_->add("_mta-sts.b.test", dns::Type::txt, {test::textData("v=STSv1; id=2;")});
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
}

void TstDestinations::aKeptPolicySurvivesARestart()
{
    MailSite& site = addSite(1, "DNS:mx.b.test,DNS:mta-sts.b.test");
    names_->add("_mta-sts.b.test", dns::Type::txt, {test::textData("v=STSv1; id=1;")});
    names_->add("mta-sts.b.test", dns::Type::a, {addressData("127.0.0.1")});
    site.http_answer = bodyOf("version: STSv1\nmode: enforce\nmx: mx.c.test\nmax_age: 86400\n");
    QCOMPARE(deliver("b.test").results[0].cause, Cause::mta_sts_refused);

    // Somebody forges DNS and waits until we start again.
    startAgain();
    names_->add("_mta-sts.b.test", dns::Type::txt, dns::failure("no server answers"));
    QCOMPARE(deliver("b.test").results[0].cause, Cause::mta_sts_refused);
    clock_.at += 86400;
    startAgain();
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered); // it is not valid any more
}

void TstDestinations::aMissingPolicyHoldsNothingUp()
{
    MailSite& site = addSite(1, "DNS:mx.b.test"); // a certificate that is not for the policy
    names_->add("_mta-sts.b.test", dns::Type::txt, {test::textData("v=STSv1; id=1;")});
    names_->add("mta-sts.b.test", dns::Type::a, {addressData("127.0.0.1")});
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QCOMPARE(site.requests, std::vector<std::string>{"POST /mxdeliv HTTP/1.1"});
    const auto connections = site.http_connections;
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QCOMPARE(site.http_connections, connections + 1); // for the message; not for the policy so soon
}

void TstDestinations::thereIsRoomForTheNextPolicy()
{
    const QString folder = folder_->filePath("mta-sts");
    QVERIFY(QDir().mkpath(folder));
    for (std::size_t i = 0; i < MtaSts::MaxKept; ++i) {
        QFile file(folder + "/domain" + QString::number(i) + ".test");
        QVERIFY(file.open(QIODevice::WriteOnly));
        if (i == 5000)
            QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1),
                                     QFileDevice::FileModificationTime));
    }
    MailSite& site = addSite(1, "DNS:mx.b.test,DNS:mta-sts.b.test");
    names_->add("_mta-sts.b.test", dns::Type::txt, {test::textData("v=STSv1; id=1;")});
    names_->add("mta-sts.b.test", dns::Type::a, {addressData("127.0.0.1")});
    site.http_answer = bodyOf("version: STSv1\nmode: enforce\nmx: mx.c.test\nmax_age: 86400\n");
    QCOMPARE(deliver("b.test").results[0].cause, Cause::mta_sts_refused);
    QVERIFY(QFile::exists(folder + "/b.test"));
    QVERIFY(!QFile::exists(folder + "/domain5000.test"));
    QCOMPARE(std::size_t(QDir(folder).count()), MtaSts::MaxKept + 2); // and . and ..
}

void TstDestinations::announcedCertificatesAreHonoured()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const std::string where =
        dns::tlsaName(std::uint16_t(values().outgoing_smtp_port), "mx.b.test");
    names_->add(where, dns::Type::tlsa, secure({test::tlsaData(3, 1, 1, std::string(32, 'x'))}));
    // The MX records are not signed: whoever forges them names a host of his own anyway.
    QCOMPARE(deliver("b.test").channel, Channel::https);

    names_->add("b.test", dns::Type::mx, secure({mxData(10, "mx.b.test")}));
    const Report report = deliver("b.test");
    QCOMPARE(report.channel, Channel::smtp); // where the announced certificate is
    QCOMPARE(report.results[0].cause, Cause::dane_refused);
    QVERIFY(site.by_smtp.empty());

    unsigned char* der = nullptr;
    const int octets = i2d_X509(authority_->certificate(), &der);
    const std::string whole(reinterpret_cast<const char*>(der), std::size_t(octets));
    OPENSSL_free(der);
    names_->add(where, dns::Type::tlsa, secure({test::tlsaData(2, 0, 0, whole)}));
    QCOMPARE(deliver("b.test").results[0].outcome, Outcome::delivered);
    QCOMPARE(site.by_smtp.size(), 1U);

    names_->add(where, dns::Type::tlsa, dns::failure("no server answers"));
    names_->add("mx.b.test", dns::Type::a, secure({addressData("127.0.0.1")}));
    QCOMPARE(deliver("b.test").results[0].cause, Cause::dns_failed);

    auto off = values();
    off.use_dane = false;
    set(off);
    QCOMPARE(deliver("b.test").channel, Channel::https);
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
