// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/announcement.h"
#include "tests/net/pair.h"
#include "tests/support/fake_lookup.h"

#include <QTest>

namespace asio = boost::asio;
namespace dns = roost::net::dns;
using namespace roost;
using namespace roost::delivery::remote;
using test::addressData;
using test::answered;
using test::FakeLookup;
using test::tlsaData;

Q_DECLARE_METATYPE(roost::delivery::remote::Cause)
Q_DECLARE_METATYPE(roost::net::dns::Answer)

namespace {

asio::awaitable<void> announceInto(dns::Lookup& names, Announcement& announcement)
{
    announcement = co_await announcementOf(names, "mx.b.test", 25);
}

Announcement announcementIn(dns::Lookup& names)
{
    asio::io_context io;
    Announcement announcement;
    test::runAll(io, announceInto(names, announcement));
    return announcement;
}

} // namespace

class TstAnnouncement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlySecureAnnouncementsCount();
    void whatIsNotAnsweredMayBeHidden_data();
    void whatIsNotAnsweredMayBeHidden();
    void anAliasIsFollowedToTheAnnouncement();
    void aSignedAliasOfAnUnsignedHostIsAskedItself();
};

void TstAnnouncement::onlySecureAnnouncementsCount()
{
    const std::string record = tlsaData(3, 1, 1, std::string(32, 'x'));
    FakeLookup names;
    names.add("mx.b.test", dns::Type::a, answered({addressData("127.0.0.1")}, true));
    QVERIFY(announcementIn(names).records.empty());
    names.add("_25._tcp.mx.b.test", dns::Type::tlsa, answered({record}, false));
    QVERIFY(announcementIn(names).records.empty());
    names.add("_25._tcp.mx.b.test", dns::Type::tlsa,
              answered({record, tlsaData(0, 1, 1, std::string(32, 'y'))}, true));
    QCOMPARE(announcementIn(names).records.size(), 1U);
}

void TstAnnouncement::whatIsNotAnsweredMayBeHidden_data()
{
    dns::Answer bogus = dns::failure("forged");
    bogus.is_bogus = true;
    const dns::Answer silence = dns::failure("no server answers");
    const std::string address = addressData("127.0.0.1");
    QTest::addColumn<dns::Answer>("address");
    QTest::addColumn<dns::Answer>("certificates");
    QTest::addColumn<Cause>("cause"); // none: nothing can be hidden
    QTest::newRow("certificates") << answered({address}, true) << silence << Cause::dns_failed;
    QTest::newRow("forged certificates") << answered({address}, true) << bogus << Cause::dns_bogus;
    QTest::newRow("certificates, unsigned zone")
        << answered({address}, false) << silence << Cause::none;
    QTest::newRow("both") << silence << silence << Cause::dns_failed;
    QTest::newRow("address") << silence << dns::Answer() << Cause::dns_failed;
    QTest::newRow("forged address") << bogus << silence << Cause::dns_bogus;
}

void TstAnnouncement::whatIsNotAnsweredMayBeHidden()
{
    QFETCH(dns::Answer, address);
    QFETCH(dns::Answer, certificates);
    QFETCH(Cause, cause);
    FakeLookup names;
    names.add("mx.b.test", dns::Type::a, address);
    names.add("_25._tcp.mx.b.test", dns::Type::tlsa, certificates);
    const Announcement announcement = announcementIn(names);
    QCOMPARE(announcement.finding ? announcement.finding->cause : Cause::none, cause);
    QVERIFY(!announcement.finding || announcement.finding->outcome == Outcome::temporary);
    QVERIFY(announcement.records.empty());
}

void TstAnnouncement::anAliasIsFollowedToTheAnnouncement()
{
    const auto record = [](char c) { return tlsaData(3, 1, 1, std::string(32, c)); };
    dns::Answer alias = answered({addressData("127.0.0.1")}, true);
    alias.canonical_name = "host.c.test";
    FakeLookup names;
    names.add("mx.b.test", dns::Type::a, alias);
    names.add("_25._tcp.mx.b.test", dns::Type::tlsa, answered({record('b')}, true));
    QCOMPARE(announcementIn(names).records.at(0).data, std::string(32, 'b'));
    names.add("_25._tcp.host.c.test", dns::Type::tlsa, answered({record('c')}, true));
    QCOMPARE(announcementIn(names).records.at(0).data, std::string(32, 'c'));
    names.add("_25._tcp.host.c.test", dns::Type::tlsa, dns::failure("no server answers"));
    QCOMPARE(announcementIn(names).finding->cause, Cause::dns_failed);
}

void TstAnnouncement::aSignedAliasOfAnUnsignedHostIsAskedItself()
{
    dns::Answer alias = answered({addressData("127.0.0.1")}, false);
    alias.canonical_name = "host.c.test";
    FakeLookup names;
    names.add("mx.b.test", dns::Type::a, alias);
    names.add("_25._tcp.mx.b.test", dns::Type::tlsa,
              answered({tlsaData(3, 1, 1, std::string(32, 'b'))}, true));
    names.add("mx.b.test", dns::Type::cname, answered({test::nameData("host.c.test")}, false));
    QVERIFY(announcementIn(names).records.empty());
    names.add("mx.b.test", dns::Type::cname, answered({test::nameData("host.c.test")}, true));
    QCOMPARE(announcementIn(names).records.size(), 1U);
    names.add("mx.b.test", dns::Type::cname, dns::failure("no server answers"));
    QCOMPARE(announcementIn(names).finding->cause, Cause::dns_failed);
}

QTEST_GUILESS_MAIN(TstAnnouncement)
#include "tst_announcement.moc"
