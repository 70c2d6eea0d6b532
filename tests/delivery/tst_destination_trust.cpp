// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/destination_world.h"
#include "tests/net/tls_client.h"

#include <QDateTime>
#include <QDir>

namespace asio = boost::asio;
namespace dns = roost::net::dns;
using namespace roost;
using namespace roost::delivery::remote;
using namespace roost::test;

class TstDestinationTrust : public DestinationTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init() { build(); }
    void cleanup() { tearDown(); }

    void certificatesHaveReasons_data();
    void certificatesHaveReasons();
    void underscoresAndAddressesNeedNoCertificate();
    void plaintextIsForExceptionsOnly();
    void policiesOfOthersAreHonoured();
    void aKeptPolicySurvivesARestart();
    void aMissingPolicyHoldsNothingUp();
    void thereIsRoomForTheNextPolicy();
    void announcedCertificatesAreHonoured();
};

void TstDestinationTrust::certificatesHaveReasons_data()
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

void TstDestinationTrust::certificatesHaveReasons()
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

void TstDestinationTrust::underscoresAndAddressesNeedNoCertificate()
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

void TstDestinationTrust::plaintextIsForExceptionsOnly()
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

void TstDestinationTrust::policiesOfOthersAreHonoured()
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

void TstDestinationTrust::aKeptPolicySurvivesARestart()
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

void TstDestinationTrust::aMissingPolicyHoldsNothingUp()
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

void TstDestinationTrust::thereIsRoomForTheNextPolicy()
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

void TstDestinationTrust::announcedCertificatesAreHonoured()
{
    MailSite& site = addSite(1, "DNS:mx.b.test");
    const std::string where =
        dns::tlsaName(std::uint16_t(values().outgoing_smtp_port), "mx.b.test");
    names_->add(where, dns::Type::tlsa, secure({test::tlsaData(3, 1, 1, std::string(32, 'x'))}));
    // The MX records are not signed: whoever forges them names a host of his own anyway.
    QCOMPARE(deliver("b.test").channel, Channel::https);

    names_->add("b.test", dns::Type::mx, secure({mxData(10, "mx.b.test")}));
    names_->add("mx.b.test", dns::Type::a, secure({addressData("127.0.0.1")}));
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

    // Somebody answers neither for the certificates nor, for the moment, for the IPv4 address.
    names_->add(where, dns::Type::tlsa, dns::failure("no server answers"));
    QCOMPARE(deliver("b.test").results[0].cause, Cause::dns_failed);
    names_->add("mx.b.test", dns::Type::a, dns::failure("no server answers"));
    names_->add("mx.b.test", dns::Type::aaaa, {addressData("::ffff:127.0.0.1")});
    QCOMPARE(deliver("b.test").results[0].cause, Cause::dns_failed);
    QCOMPARE(site.by_smtp.size(), 1U);

    auto off = values();
    off.use_dane = false;
    set(off);
    QCOMPARE(deliver("b.test").channel, Channel::https);
}

QTEST_GUILESS_MAIN(TstDestinationTrust)
#include "tst_destination_trust.moc"
