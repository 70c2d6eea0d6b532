// SPDX-License-Identifier: GPL-3.0-or-later
// What DNSSEC proves, and what happens without it.
#include "backend/net/dns/addresses.h"
#include "backend/net/dns/decode.h"
#include "tests/dns/name_server.h"
#include "tests/dns/world.h"
#include "tests/support/dns_server.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

using namespace roost;
using namespace roost::net::dns;
using namespace roost::test;

namespace {

constexpr const char* RootAnchor = "/usr/share/dns/root.key";

const DnsServer::Zones Zones = {
    {"a.test", {"@ A 127.0.0.2", "to-safe CNAME safe.test."}},
    {"safe.test",
     {"@ MX 10 mx", "mx A 127.0.0.3", "_25._tcp.mx TLSA 3 1 1 " + std::string(64, 'b'),
      "to-a CNAME a.test."}},
};

/// The octets of the address of mx.safe.test replaced on the way.
std::string tampered(std::string answer)
{
    const std::string right("\x7f\0\0\x03", 4);
    const auto at = answer.find(right);
    if (at != std::string::npos) answer.replace(at, 4, "\x7f\x09\x09\x09");
    return answer;
}

} // namespace

class TstTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void signedAnswersAreSecure();
    void theAbsenceOfSomethingIsProved();
    void unsignedAnswersAreNotSecure();
    void anAliasIsAsSecureAsItsWeakestPart();
    void anAnswerSignedByAnotherKeyIsBogus();
    void anAnswerChangedOnTheWayIsBogus();
    void anAnswerStrippedOfItsSignatureIsBogus();
    void theRootsAnchorLetsPrivateNamesBe();
    void withoutAnAnchorNothingIsSecureButAnswersCome_data();
    void withoutAnAnchorNothingIsSecureButAnswersCome();
    void anAnchorThatComesBackIsUsed();

private:
    Options trusting(const std::string& server) const;
    std::unique_ptr<DnsServer> server_;
    std::string anchor_;
};

void TstTrust::initTestCase()
{
    server_ = std::make_unique<DnsServer>(Zones, std::set<std::string>{"safe.test"});
    anchor_ = server_->trustAnchor("safe.test");
}

Options TstTrust::trusting(const std::string& server) const
{
    Options options = asking(server);
    options.extra_trust_anchor = anchor_;
    return options;
}

void TstTrust::signedAnswersAreSecure()
{
    World world(trusting(server_->address()));
    QVERIFY(world.resolver.validates());
    for (const auto type : {Type::mx, Type::soa, Type::ns}) {
        const Answer answer = world.ask("safe.test", type);
        QCOMPARE(answer.status, Status::found);
        QVERIFY(answer.is_secure);
    }
    const Answer pins = world.ask(tlsaName(25, "mx.safe.test"), Type::tlsa);
    QCOMPARE(tlsas(pins).size(), std::size_t(1));
    QVERIFY(pins.is_secure);
    QVERIFY(!pins.is_bogus);
}

void TstTrust::theAbsenceOfSomethingIsProved()
{
    World world(trusting(server_->address()));
    const Answer no_data = world.ask("mx.safe.test", Type::aaaa);
    QCOMPARE(no_data.status, Status::no_data);
    QVERIFY(no_data.is_secure);
    const Answer no_name = world.ask("_25._tcp.other.safe.test", Type::tlsa);
    QCOMPARE(no_name.status, Status::no_such_name);
    QVERIFY(no_name.is_secure);
}

void TstTrust::unsignedAnswersAreNotSecure()
{
    World world(trusting(server_->address()));
    const Answer answer = world.ask("a.test");
    QCOMPARE(answer.status, Status::found);
    QVERIFY(!answer.is_secure);
    const Answer nothing = world.ask("nobody.a.test");
    QCOMPARE(nothing.status, Status::no_such_name);
    QVERIFY(!nothing.is_secure);
}

void TstTrust::anAliasIsAsSecureAsItsWeakestPart()
{
    World world(trusting(server_->address()));
    for (const char* name : {"to-safe.a.test", "to-a.safe.test"}) {
        const Answer answer = world.ask(name, Type::a);
        QVERIFY(answer.status != Status::failed);
        QVERIFY(!answer.is_secure);
    }
}

void TstTrust::anAnswerSignedByAnotherKeyIsBogus()
{
    const DnsServer other(Zones, {"safe.test"}); // with a key of its own
    World world(trusting(other.address()));
    const Answer answer = world.ask("mx.safe.test");
    QCOMPARE(answer.status, Status::failed);
    QVERIFY(answer.is_bogus);
    QVERIFY(!answer.is_secure);
    QVERIFY(answer.records.empty());
    QVERIFY2(answer.why.starts_with("DNSSEC says that the answer was forged"), answer.why.c_str());
    QCOMPARE(world.ask("a.test").status, Status::found); // others are not concerned
}

void TstTrust::anAnswerChangedOnTheWayIsBogus()
{
    const NameServer between(
        [this](const std::string& q) { return tampered(askedOf(server_->address(), q)); });
    World world(trusting(between.address()));
    QCOMPARE(world.ask("safe.test", Type::mx).status, Status::found);
    const Answer answer = world.ask("mx.safe.test");
    QCOMPARE(answer.status, Status::failed);
    QVERIFY(answer.is_bogus);
}

void TstTrust::anAnswerStrippedOfItsSignatureIsBogus()
{
    const NameServer between([this](const std::string& question) {
        if (typeIn(question) != int(Type::a)) return askedOf(server_->address(), question);
        return answerWith(question, "\x7f\x09\x09\x09");
    });
    World world(trusting(between.address()));
    const Answer answer = world.ask("mx.safe.test");
    QCOMPARE(answer.status, Status::failed);
    QVERIFY(answer.is_bogus);
}

void TstTrust::theRootsAnchorLetsPrivateNamesBe()
{
    QVERIFY2(QFile::exists(RootAnchor), "dns-root-data is missing: ./dev test installs it");
    Options options = trusting(server_->address());
    options.trust_anchor = RootAnchor;
    World world(options);
    QVERIFY(world.resolver.validates());
    QCOMPARE(world.ask("a.test").status, Status::found);
    QVERIFY(world.ask("mx.safe.test").is_secure);
    // The server claims to be the root, but does not have its key.
    QVERIFY(world.ask("example.org").is_bogus);
}

void TstTrust::withoutAnAnchorNothingIsSecureButAnswersCome_data()
{
    QTest::addColumn<bool>("has_file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("extra");
    QTest::newRow("missing file") << false << QByteArray() << "";
    QTest::newRow("empty file") << true << QByteArray() << "";
    QTest::newRow("only a remark") << true << QByteArray("; . IN DS 20326 8 2 ab\n\n") << "";
    QTest::newRow("no records") << true
                                << QByteArray("\x7f"
                                              "ELF\0\1\2 not a zone\n",
                                              20)
                                << "";
    QTest::newRow("broken record") << true << QByteArray(". IN DS 20326 8 2 nothex\n") << "";
    QTest::newRow("broken extra record") << false << QByteArray() << "safe.test. DS what";
}

void TstTrust::withoutAnAnchorNothingIsSecureButAnswersCome()
{
    QFETCH(bool, has_file);
    QFETCH(QByteArray, content);
    QFETCH(QString, extra);
    const QTemporaryDir folder;
    Options options = asking(server_->address());
    options.trust_anchor = folder.filePath("root.key").toStdString();
    options.extra_trust_anchor = extra.toStdString();
    if (has_file) {
        QFile file(folder.filePath("root.key"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    World world(options);
    QVERIFY(!world.resolver.validates());
    const Answer answer = world.ask("mx.safe.test");
    QCOMPARE(answer.status, Status::found);
    QVERIFY(!answer.is_secure);
}

void TstTrust::anAnchorThatComesBackIsUsed()
{
    World world(asking(server_->address()));
    QVERIFY(!world.resolver.validates());
    QVERIFY(!world.ask("mx.safe.test").is_secure);
    world.resolver.use(trusting(server_->address()));
    QVERIFY(world.resolver.validates());
    QVERIFY(world.ask("mx.safe.test").is_secure);
}

QTEST_GUILESS_MAIN(TstTrust)
#include "tst_trust.moc"
