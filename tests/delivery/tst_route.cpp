// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/mta_sts_policy.h"
#include "backend/delivery/remote/route.h"
#include "backend/delivery/remote/smtp_reply.h"
#include "backend/delivery/remote/tls_rule.h"
#include "tests/net/pair.h"
#include "tests/support/fake_lookup.h"

#include <QTest>

#include <set>

namespace asio = boost::asio;
namespace dns = roost::net::dns;
using namespace roost;
using namespace roost::delivery::remote;
using test::addressData;
using test::answered;
using test::FakeLookup;
using test::mxData;

Q_DECLARE_METATYPE(roost::delivery::remote::TlsRule)

namespace {

asio::awaitable<void> routeInto(dns::Lookup& names, std::string domain, Routing& routing)
{
    routing = co_await routeTo(names, std::move(domain), "a.test");
}

Routing routeOf(dns::Lookup& names, const std::string& domain)
{
    asio::io_context io;
    Routing routing;
    test::runAll(io, routeInto(names, domain, routing));
    return routing;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}

} // namespace

class TstRoute : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostsComeByPreference();
    void equalHostsShareTheWork();
    void aRouteOrAReason_data();
    void aRouteOrAReason();
    void weAreNoHostForOthers();
    void secureAnswersMakeSecureRoutes();
    void rulesFollowTheDomain_data();
    void rulesFollowTheDomain();
    void policiesAreRead_data();
    void policiesAreRead();
    void policiesAllowHosts_data();
    void policiesAllowHosts();
    void policyVersionsAreRead_data();
    void policyVersionsAreRead();
    void repliesBecomeOneLine_data();
    void repliesBecomeOneLine();
};

void TstRoute::hostsComeByPreference()
{
    FakeLookup names;
    names.add("b.test", dns::Type::mx,
              {mxData(20, "mx2.b.test"), mxData(10, "MX1.b.test"), mxData(300, "mx3.b.test")});
    const Routing routing = routeOf(names, "b.test");
    QVERIFY(!routing.finding);
    QCOMPARE(joined(routing.route.hosts), std::string("mx1.b.test mx2.b.test mx3.b.test"));
}

void TstRoute::equalHostsShareTheWork()
{
    FakeLookup names;
    names.add("b.test", dns::Type::mx,
              {mxData(10, "mx1.b.test"), mxData(10, "mx2.b.test"), mxData(20, "mx3.b.test")});
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) seen.insert(joined(routeOf(names, "b.test").route.hosts));
    const std::set<std::string> expected = {"mx1.b.test mx2.b.test mx3.b.test",
                                            "mx2.b.test mx1.b.test mx3.b.test"};
    QVERIFY(seen == expected);
}

void TstRoute::aRouteOrAReason_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("result"); // hosts, or the reply
    QTest::newRow("implicit MX") << "plain.test"
                                 << "plain.test";
    QTest::newRow("null MX") << "null.test"
                             << "556 5.1.10 null.test takes no mail";
    QTest::newRow("null MX beside another") << "unclear.test"
                                            << "mx.unclear.test";
    QTest::newRow("null MX beside garbage")
        << "garbled.test"
        << "451 4.4.4 the MX records of garbled.test name no host";
    QTest::newRow("implicit MX with IPv6 only") << "six.test"
                                                << "six.test";
    QTest::newRow("no mail server, no address")
        << "bare.test"
        << "554 5.4.4 the domain bare.test has no mail server and no address";
    QTest::newRow("no mail server, address unknown") << "unsure.test"
                                                     << "unsure.test";
    QTest::newRow("A-label") << "xn--bcher-kva.test"
                             << "mx.xn--bcher-kva.test";
    QTest::newRow("no such domain") << "gone.test"
                                    << "512 5.1.2 the domain gone.test does not exist";
    QTest::newRow("failed") << "failed.test"
                            << "451 4.4.3 the mail servers of failed.test: no server answers";
    QTest::newRow("garbage") << "odd.test"
                             << "451 4.4.4 the MX records of odd.test name no host";
    QTest::newRow("IPv4") << "[127.0.0.1]"
                          << "127.0.0.1";
    QTest::newRow("IPv6") << "[ipv6:::1]"
                          << "::1";
    QTest::newRow("IPv6 without its tag") << "[::1]"
                                          << "554 5.1.2 the address cannot exist";
    QTest::newRow("IPv4 with the tag") << "[ipv6:127.0.0.1]"
                                       << "554 5.1.2 the address cannot exist";
    QTest::newRow("broken literal") << "[127.0.0.1"
                                    << "127.0.0.1";
    QTest::newRow("no name") << "b\xc3\xa4.test"
                             << "554 5.1.2 the address cannot exist";
}

void TstRoute::aRouteOrAReason()
{
    QFETCH(QString, domain);
    QFETCH(QString, result);
    FakeLookup names;
    names.add("plain.test", dns::Type::a, {addressData("127.0.0.1")});
    names.add("null.test", dns::Type::mx, {mxData(0, "")});
    names.add("unclear.test", dns::Type::mx, {mxData(0, ""), mxData(10, "mx.unclear.test")});
    names.add("garbled.test", dns::Type::mx, {mxData(0, ""), "?"});
    names.add("six.test", dns::Type::aaaa, {addressData("::1")});
    names.add("bare.test", dns::Type::txt, {test::textData("v=spf1 -all")});
    names.add("unsure.test", dns::Type::aaaa, dns::failure("no server answers"));
    names.add("xn--bcher-kva.test", dns::Type::mx, {mxData(10, "mx.xn--bcher-kva.test")});
    names.add("failed.test", dns::Type::mx, dns::failure("no server answers"));
    names.add("odd.test", dns::Type::mx, std::vector<std::string>{"?"});
    const Routing routing = routeOf(names, domain.toStdString());
    if (routing.finding) {
        QCOMPARE(QString::fromStdString(routing.finding->reply), result);
        QCOMPARE(routing.finding->outcome == Outcome::permanent, result.startsWith('5'));
    } else {
        QCOMPARE(QString::fromStdString(joined(routing.route.hosts)), result);
        QCOMPARE(routing.route.is_address, domain.startsWith('['));
    }
}

void TstRoute::weAreNoHostForOthers()
{
    FakeLookup names;
    names.add("b.test", dns::Type::mx,
              {mxData(10, "mx.b.test"), mxData(20, "A.test"), mxData(20, "mx2.b.test")});
    names.add("c.test", dns::Type::mx, {mxData(10, "a.test"), mxData(20, "mx.c.test")});
    QCOMPARE(joined(routeOf(names, "b.test").route.hosts), std::string("mx.b.test"));
    const Routing routing = routeOf(names, "c.test");
    QVERIFY(routing.finding && routing.finding->cause == Cause::points_here);
    QCOMPARE(routing.finding->outcome, Outcome::permanent);
}

void TstRoute::secureAnswersMakeSecureRoutes()
{
    FakeLookup names;
    names.add("b.test", dns::Type::mx, answered({mxData(10, "mx.b.test")}, true));
    names.add("c.test", dns::Type::mx, answered({mxData(10, "mx.c.test")}, false));
    QVERIFY(routeOf(names, "b.test").route.is_secure);
    QVERIFY(!routeOf(names, "c.test").route.is_secure);
    dns::Answer bogus = dns::failure("forged");
    bogus.is_bogus = true;
    names.add("d.test", dns::Type::mx, bogus);
    QCOMPARE(routeOf(names, "d.test").finding->cause, Cause::dns_bogus);
}

void TstRoute::rulesFollowTheDomain_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<TlsRule>("rule");
    QTest::newRow("ordinary") << "b.test" << TlsRule::verified;
    QTest::newRow("underscore") << "_b.test" << TlsRule::encrypted;
    QTest::newRow("underscore within") << "mx._b.test" << TlsRule::verified;
    QTest::newRow("address") << "[127.0.0.1]" << TlsRule::encrypted;
    QTest::newRow("excepted") << "nauta.cu" << TlsRule::if_offered;
    QTest::newRow("excepted too") << "old.test" << TlsRule::if_offered;
    QTest::newRow("below an excepted one") << "sub.nauta.cu" << TlsRule::verified;
}

void TstRoute::rulesFollowTheDomain()
{
    QFETCH(QString, domain);
    QFETCH(TlsRule, rule);
    QCOMPARE(tlsRuleFor(domain.toStdString(), "nauta.cu old.test"), rule);
    if (rule == TlsRule::if_offered)
        QCOMPARE(tlsRuleFor(domain.toStdString(), ""), TlsRule::verified);
}

void TstRoute::policiesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("patterns"); // "-": no policy
    QTest::addColumn<qlonglong>("max_age");
    const auto add = [](const char* row, const char* text, const char* patterns,
                        qlonglong age = 86400) {
        QTest::newRow(row) << QByteArray(text) << patterns << age;
    };
    add("as served", "version: STSv1\r\nmode: enforce\r\nmx: mx.b.test\r\nmax_age: 86400\r\n",
        "mx.b.test");
    add("LF, no space, any order", "mode:enforce\nmx:*.b.test\nmax_age:86400\nversion:STSv1",
        "*.b.test");
    add("two hosts, upper case",
        "version: STSv1\nmode: enforce\nmx: MX.b.test\nmx: *.c.test\nmax_age: 86400\n",
        "mx.b.test *.c.test");
    add("unknown fields", "version: STSv1\nmode: enforce\nnews: yes\nmx: b.test\nmax_age: 86400\n",
        "b.test");
    add("the first of two counts",
        "version: STSv1\nmode: enforce\nmode: none\nmx: b.test\nmax_age: 86400\nmax_age: 1\n",
        "b.test");
    add("age beyond a year", "version: STSv1\nmode: enforce\nmx: b.test\nmax_age: 9999999999\n",
        "b.test", 31557600);
    add("none without hosts", "version: STSv1\nmode: none\nmax_age: 86400\n", "");
    add("empty", "", "-");
    add("other version", "version: STSv2\nmode: enforce\nmx: b.test\nmax_age: 86400\n", "-");
    add("no mode", "version: STSv1\nmx: b.test\nmax_age: 86400\n", "-");
    add("other mode", "version: STSv1\nmode: Enforce\nmx: b.test\nmax_age: 86400\n", "-");
    add("no hosts", "version: STSv1\nmode: enforce\nmax_age: 86400\n", "-");
    add("no age", "version: STSv1\nmode: enforce\nmx: b.test\n", "-");
    add("negative age", "version: STSv1\nmode: enforce\nmx: b.test\nmax_age: -1\n", "-");
    add("age with unit", "version: STSv1\nmode: enforce\nmx: b.test\nmax_age: 1d\n", "-");
    add("bad host", "version: STSv1\nmode: enforce\nmx: b test\nmax_age: 86400\n", "-");
    add("star in the middle", "version: STSv1\nmode: enforce\nmx: a.*.test\nmax_age: 86400\n", "-");
    add("HTML", "<html><body>404</body></html>", "-");
}

void TstRoute::policiesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, patterns);
    QFETCH(qlonglong, max_age);
    const auto policy =
        MtaStsPolicy::parse(std::string_view(text.data(), std::size_t(text.size())));
    QCOMPARE(!policy, patterns == "-");
    if (!policy) return;
    QCOMPARE(QString::fromStdString(joined(policy->patterns)), patterns);
    QCOMPARE(qlonglong(policy->max_age), max_age);
}

void TstRoute::policiesAllowHosts_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("the same") << "mx.b.test"
                              << "mx.b.test" << true;
    QTest::newRow("in capitals") << "mx.b.test"
                                 << "MX.b.test" << true;
    QTest::newRow("another") << "mx.b.test"
                             << "mx.c.test" << false;
    QTest::newRow("below") << "b.test"
                           << "mx.b.test" << false;
    QTest::newRow("star") << "*.b.test"
                          << "mx.b.test" << true;
    QTest::newRow("star for nothing") << "*.b.test"
                                      << "b.test" << false;
    QTest::newRow("star for two") << "*.b.test"
                                  << "mx.eu.b.test" << false;
    QTest::newRow("star for an empty label") << "*.b.test"
                                             << ".b.test" << false;
    QTest::newRow("ends alike") << "*.b.test"
                                << "mx.bb.test" << false;
}

void TstRoute::policiesAllowHosts()
{
    QFETCH(QString, pattern);
    QFETCH(QString, host);
    QFETCH(bool, allowed);
    MtaStsPolicy policy;
    policy.mode = MtaStsPolicy::Mode::enforce;
    policy.patterns = {pattern.toStdString()};
    QCOMPARE(policy.allows(host.toStdString()), allowed);
    for (const auto mode : {MtaStsPolicy::Mode::testing, MtaStsPolicy::Mode::none}) {
        policy.mode = mode;
        QVERIFY(policy.allows(host.toStdString()));
    }
}

void TstRoute::policyVersionsAreRead_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("id");
    QTest::newRow("usual") << QStringList{"v=STSv1; id=20260101000000Z;"} << "20260101000000Z";
    QTest::newRow("tight") << QStringList{"v=STSv1;id=1"} << "1";
    QTest::newRow("among others") << QStringList{"v=spf1 -all", "v=STSv1; x=y; id=a2"} << "a2";
    QTest::newRow("two") << QStringList{"v=STSv1; id=1", "v=STSv1; id=2"} << "";
    QTest::newRow("none") << QStringList{} << "";
    QTest::newRow("other version") << QStringList{"v=STSv10; id=1"} << "";
    QTest::newRow("no id") << QStringList{"v=STSv1;"} << "";
    QTest::newRow("odd id") << QStringList{"v=STSv1; id=a-b"} << "";
    QTest::newRow("long id") << QStringList{"v=STSv1; id=" + QString(33, 'a')} << "";
}

void TstRoute::policyVersionsAreRead()
{
    QFETCH(QStringList, texts);
    QFETCH(QString, id);
    std::vector<std::string> records;
    for (const QString& text : texts) records.push_back(text.toStdString());
    QCOMPARE(QString::fromStdString(mtaStsId(records).value_or("")), id);
}

void TstRoute::repliesBecomeOneLine_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("text"); // empty: no reply
    QTest::addColumn<QString>("status");
    QTest::newRow("one") << QStringList{"250 2.1.0 ok"} << "250 2.1.0 ok"
                         << "2.1.0";
    QTest::newRow("bare") << QStringList{"550"} << "550"
                          << "5.0.0";
    QTest::newRow("two") << QStringList{"550-5.7.26 This mail", "550 5.7.26 is not signed"}
                         << "550 5.7.26 This mail is not signed"
                         << "5.7.26";
    QTest::newRow("another class") << QStringList{"550 4.7.1 odd"} << "550 4.7.1 odd"
                                   << "5.0.0";
    QTest::newRow("an address") << QStringList{"550 5.1.1.1 no"} << "550 5.1.1.1 no"
                                << "5.0.0";
    QTest::newRow("controls") << QStringList{QString("550 \x1b[31mred\t\x7f")} << "550  [31mred"
                              << "5.0.0";
    QTest::newRow("one code, then another") << QStringList{"250-a", "251 b"} << ""
                                            << "";
    QTest::newRow("no code") << QStringList{"hello"} << ""
                             << "";
    QTest::newRow("letters") << QStringList{"25o ok"} << ""
                             << "";
    QTest::newRow("class 1") << QStringList{"150 wait"} << ""
                             << "";
    QTest::newRow("class 6") << QStringList{"600 what"} << ""
                             << "";
    QTest::newRow("four digits") << QStringList{"2500 ok"} << ""
                                 << "";
    QTest::newRow("empty") << QStringList{""} << ""
                           << "";
    QTest::newRow("long") << QStringList{"550 " + QString(5000, 'x')} << "550 " + QString(996, 'x')
                          << "5.0.0";
}

void TstRoute::repliesBecomeOneLine()
{
    QFETCH(QStringList, lines);
    QFETCH(QString, text);
    QFETCH(QString, status);
    SmtpReplyReader reader;
    auto state = SmtpReplyReader::State::more;
    for (const QString& line : lines) state = reader.add(line.toStdString());
    QCOMPARE(state == SmtpReplyReader::State::done, !text.isEmpty());
    QCOMPARE(reader.reply().isNone(), text.isEmpty());
    if (text.isEmpty()) return;
    QCOMPARE(QString::fromStdString(reader.reply().text()).trimmed(), text);
    QCOMPARE(QString::fromStdString(reader.reply().status()), status);
}

QTEST_GUILESS_MAIN(TstRoute)
#include "tst_route.moc"
