// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/addresses.h"
#include "backend/net/dns/decode.h"
#include "backend/net/dns/options.h"
#include "backend/net/dns/server_address.h"
#include "tests/support/fake_lookup.h"

#include <QTest>

using namespace roost;
using namespace roost::net::dns;
using namespace roost::test;
using namespace std::string_literals;

namespace {

Answer answerOf(std::vector<std::string> records)
{
    Answer answer;
    answer.status = Status::found;
    answer.records = std::move(records);
    return answer;
}

std::vector<MxHost> hostsOf(std::vector<std::string> records)
{
    const auto hosts = mxHosts(answerOf(std::move(records)));
    return hosts ? *hosts : std::vector<MxHost>{{0, "refused: " + hosts.error().detail}};
}

} // namespace

class TstDecode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mxHostsComeByPreference();
    void aNullMxStandsAlone();
    void malformedMxRecordsAreLeftOut_data();
    void malformedMxRecordsAreLeftOut();
    void onlyMalformedMxRecordsAreRefused();
    void hostsAreBounded();
    void stringsOfATextAreJoined();
    void malformedTextsAreLeftOut();
    void tlsaRecordsAreTakenApart();
    void addressesOfBothKindsAreRead();
    void namesAreJudged_data();
    void namesAreJudged();
    void forwardersAreRead_data();
    void forwardersAreRead();
};

void TstDecode::mxHostsComeByPreference()
{
    const auto hosts = hostsOf({mxData(20, "b.test"), mxData(65535, "last.test"),
                                mxData(10, "MX-1.A_b.test"), mxData(20, "a.test")});
    const std::vector<MxHost> wanted = {
        {10, "mx-1.a_b.test"}, {20, "b.test"}, {20, "a.test"}, {65535, "last.test"}};
    QVERIFY(hosts == wanted);
    QVERIFY(hostsOf({}).empty());
}

void TstDecode::aNullMxStandsAlone()
{
    const std::vector<MxHost> nobody = {{0, ""}};
    QVERIFY(hostsOf({mxData(0, "")}) == nobody);
    QVERIFY(hostsOf({mxData(0, ""), mxData(0, "")}) == nobody);
    const std::vector<MxHost> somebody = {{10, "a.test"}};
    QVERIFY(hostsOf({mxData(0, ""), mxData(10, "a.test")}) == somebody);
    QVERIFY(hostsOf({mxData(20, ""), mxData(10, "a.test"), mxData(0, "")}) == somebody);
    Answer garbled; // somebody else may take mail, but nobody can read who
    garbled.status = Status::found;
    garbled.records = {mxData(0, ""), "?"};
    QVERIFY(!mxHosts(garbled));
}

void TstDecode::malformedMxRecordsAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("record");
    const auto row = [](const char* name, const std::string& record) {
        QTest::newRow(name) << QByteArray::fromStdString(record);
    };
    row("empty", "");
    row("no name", "\0\x0a"s);
    row("label beyond the end", "\0\x0a\x05"s + "ab");
    row("no root label", "\0\x0a\x02"s + "ab");
    row("octets behind the name", mxData(10, "a.test") + "x");
    row("compression pointer", "\0\x0a\xc0\x0c"s);
    row("reserved label type", "\0\x0a\x41"s + std::string(65, 'a') + '\0');
    row("nul within a label", "\0\x0a\x03"s + "a\0b"s + '\0');
    row("dot within a label", "\0\x0a\x03"s + "a.b"s + '\0');
    row("space within a label", "\0\x0a\x03"s + "a b"s + '\0');
    row("line feed within a label", "\0\x0a\x03"s + "a\nb"s + '\0');
    row("octet above 127", "\0\x0a\x03"s + "a\xe4"s + "b" + '\0');
    std::string long_name;
    for (int i = 0; i < 5; ++i) long_name += std::string(60, 'a') + ".";
    row("longer than 253 octets", mxData(10, long_name.substr(0, long_name.size() - 1)));
}

void TstDecode::malformedMxRecordsAreLeftOut()
{
    QFETCH(QByteArray, record);
    const std::vector<MxHost> wanted = {{10, "good.test"}};
    QVERIFY(hostsOf({record.toStdString(), mxData(10, "good.test")}) == wanted);
}

void TstDecode::onlyMalformedMxRecordsAreRefused()
{
    const auto hosts = mxHosts(answerOf({"x", "\0\x0a\xc0\x0c"s}));
    QVERIFY(!hosts);
    QVERIFY(hosts.error().code == Code::invalid);
}

void TstDecode::hostsAreBounded()
{
    std::vector<std::string> records;
    for (int i = 3000; i > 0; --i)
        records.push_back(mxData(static_cast<std::uint16_t>(i), "mx.test"));
    const auto hosts = hostsOf(records);
    QCOMPARE(hosts.size(), MaxMxHosts);
    QCOMPARE(hosts.front().preference, std::uint16_t(1)); // the best are kept
}

void TstDecode::stringsOfATextAreJoined()
{
    const auto all =
        texts(answerOf({"\x03v=D\x02KI\x02M1"s, textData(std::string(600, 'x')), "\0"s}));
    const std::vector<std::string> wanted = {"v=DKIM1", std::string(600, 'x'), ""};
    QVERIFY(all == wanted);
}

void TstDecode::malformedTextsAreLeftOut()
{
    const auto all = texts(answerOf({"", "\x05"s + "abcd", "\x01"s + "a" + "\xff", "\x02ok"s}));
    QVERIFY(all == std::vector<std::string>{"ok"});
}

void TstDecode::tlsaRecordsAreTakenApart()
{
    const auto all = tlsas(answerOf({tlsaData(3, 1, 1, std::string(32, '\xab')), "", "\3\1\1"}));
    QVERIFY(all == (std::vector<Tlsa>{{3, 1, 1, std::string(32, '\xab')}}));
    QCOMPARE(tlsaName(25, "mx.a.test"), std::string("_25._tcp.mx.a.test"));
}

void TstDecode::addressesOfBothKindsAreRead()
{
    const auto all =
        addresses(answerOf({addressData("192.0.2.1"), "abc", addressData("2001:db8::1"), ""}));
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0].to_string(), std::string("192.0.2.1"));
    QCOMPARE(all[1].to_string(), std::string("2001:db8::1"));
}

void TstDecode::namesAreJudged_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("is_name");
    QTest::newRow("domain") << "a.test" << true;
    QTest::newRow("final dot") << "a.test." << true;
    QTest::newRow("key") << "opendkim._domainkey.a-b.test" << true;
    QTest::newRow("one label") << "test" << true;
    QTest::newRow("longest label") << QString(63, 'a') + ".test" << true;
    QTest::newRow("nothing") << "" << false;
    QTest::newRow("root") << "." << false;
    QTest::newRow("empty label") << "a..test" << false;
    QTest::newRow("leading dot") << ".test" << false;
    QTest::newRow("label too long") << QString(64, 'a') + ".test" << false;
    QTest::newRow("too long") << QString("abcdefg.").repeated(31) + "abcdefg" << false;
    QTest::newRow("escape") << "a\\046b.test" << false;
    QTest::newRow("space") << "a b.test" << false;
    QTest::newRow("nul") << QString("a.test") + QChar(0) + ".other" << false;
    QTest::newRow("letter beyond ASCII") << QString::fromUtf8("bücher.test") << false;
    QTest::newRow("literal") << "[192.0.2.1]" << false;
}

void TstDecode::namesAreJudged()
{
    QFETCH(QString, name);
    QFETCH(bool, is_name);
    QCOMPARE(isName(name.toStdString()), is_name);
}

void TstDecode::forwardersAreRead_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("servers"); // as libunbound spells them
    QTest::newRow("none") << ""
                          << "";
    QTest::newRow("address") << "192.0.2.53"
                             << "192.0.2.53@53";
    QTest::newRow("port") << "127.0.0.1:5353"
                          << "127.0.0.1@5353";
    QTest::newRow("IPv6") << "2001:db8::1"
                          << "2001:db8::1@53";
    QTest::newRow("IPv6 in brackets") << "[2001:db8::1]"
                                      << "2001:db8::1@53";
    QTest::newRow("IPv6 with port") << "[2001:db8::1]:5353"
                                    << "2001:db8::1@5353";
    QTest::newRow("several") << " 192.0.2.1  192.0.2.2:54 "
                             << "192.0.2.1@53 192.0.2.2@54";
    for (const char* bad : {"a.test", "192.0.2.1:", "192.0.2.1:0", "192.0.2.1:65536", "[::1]:",
                            "[::1", "[::1]53", "192.0.2.1:5x", "192.0.2.1:-1", ":53", "[]:53"})
        QTest::newRow(bad) << bad << "refused";
}

void TstDecode::forwardersAreRead()
{
    QFETCH(QString, setting);
    QFETCH(QString, servers);
    const auto list = forwarderList(setting.toStdString());
    QStringList spelled;
    if (!list)
        spelled += "refused";
    else
        for (const std::string& server : *list)
            spelled += QString::fromStdString(serverAddress(server).value_or("?"));
    QCOMPARE(spelled.join(' '), servers);
}

QTEST_GUILESS_MAIN(TstDecode)
#include "tst_decode.moc"
