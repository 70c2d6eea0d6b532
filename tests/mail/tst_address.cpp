// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/address.h"
#include "backend/mail/from_field.h"
#include "tests/mail/row_name.h"

#include <QtTest>

using roost::mail::Address;

class TstAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodAddressesAreRead_data();
    void goodAddressesAreRead();
    void badAddressesAreRefused_data();
    void badAddressesAreRefused();
    void keysIgnoreCaseAndExtensions();
    void pathsAreRead_data();
    void pathsAreRead();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void fromFieldsAreRead_data();
    void fromFieldsAreRead();
    void badFromFieldsAreRefused_data();
    void badFromFieldsAreRefused();
};

namespace {

void texts(std::initializer_list<const char*> rows)
{
    QTest::addColumn<QByteArray>("text");
    for (const char* row : rows) QTest::newRow(rowName(row).constData()) << QByteArray(row);
}

const QByteArray Long64(64, 'l');
const QByteArray Label63(63, 'd');
/// A domain of the full 255 octets would make the path too long: 256 with brackets and `x@`.
const QByteArray LongestDomain =
    Label63 + '.' + Label63 + '.' + Label63 + '.' + QByteArray(60, 'd');

} // namespace

void TstAddress::goodAddressesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("domain");
    const auto row = [](const char* name, QByteArray text, QByteArray local, QByteArray domain) {
        QTest::newRow(name) << text << local << domain;
    };
    row("plain", "alice@relay.test", "alice", "relay.test");
    row("domain in capitals", "Alice@Relay.TEST", "Alice", "relay.test");
    row("dots and signs", "a.b-c_d+e=f@x.y", "a.b-c_d+e=f", "x.y");
    row("one label", "a@localhost", "a", "localhost");
    row("underscore in domain", "a@_alice.localhost", "a", "_alice.localhost");
    row("quoted", "\"a b\\\"c@\"@x", "a b\"c@", "x");
    row("quoted without need", "\"alice\"@x", "alice", "x");
    row("IPv4 literal", "a@[127.0.0.1]", "a", "[127.0.0.1]");
    row("IPv6 literal", "a@[IPv6:FE80::1]", "a", "[ipv6:fe80::1]");
    row("UTF-8", "j\xc3\xbcrgen@m\xc3\xbcnchen.test", "j\xc3\xbcrgen", "xn--mnchen-3ya.test");
    row("UTF-8 in capitals", "a@M\xc3\x9cNCHEN.test", "a", "xn--mnchen-3ya.test");
    row("UTF-8 in two code points", "a@mu\xcc\x88nchen.test", "a", "xn--mnchen-3ya.test");
    row("sharp s stays one",
        "a@stra\xc3\x9f"
        "e.test",
        "a", "xn--strae-oqa.test");
    row("UTF-8 after an underscore", "a@_b.m\xc3\xbcnchen.test", "a", "_b.xn--mnchen-3ya.test");
    row("A-label", "a@XN--mnchen-3ya.test", "a", "xn--mnchen-3ya.test");
    row("longest local part", Long64 + "@x", Long64, "x");
    row("longest path", "x@" + LongestDomain, "x", LongestDomain);
}

void TstAddress::goodAddressesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, domain);
    const auto address = Address::parse(text.toStdString());
    QVERIFY(address);
    QCOMPARE(QByteArray::fromStdString(address->local), local);
    QCOMPARE(QByteArray::fromStdString(address->domain), domain);
    const auto again = Address::parse(address->text());
    QVERIFY(again && *again == *address);
}

void TstAddress::badAddressesAreRefused_data()
{
    texts({"",
           "a",
           "@x",
           "a@",
           "a@@x",
           "a b@x",
           ".a@x",
           "a.@x",
           "a..b@x",
           "a@.x",
           "a@x.",
           "a@x..y",
           "a@-x",
           "a@x-",
           "a@x y",
           "<a@x>",
           "a@x>",
           "a@[1.2.3]",
           "a@[1.2.3.256]",
           "a@[::1]",
           "a@[IPv6:1.2.3.4]",
           "a@[IPv6:fe80::1",
           "a@[tag:x]",
           "a@[127.0.0.1]x",
           "\"a@x",
           "\"\"@x",
           "\"a\"b@x",
           "a\"b\"@x",
           "a(c)@x",
           "\"a\r\nb\"@x",
           "\"a\\\r\"@x",
           "a@x\r\n",
           "\xff@x",
           "a@\xc3",
           "a@x,b@x"});
    QTest::newRow("NUL in local part") << QByteArray("a\0b@x", 5);
    QTest::newRow("NUL in domain") << QByteArray("a@x\0y", 5);
    QTest::newRow("NUL in literal") << QByteArray("a@[127.0.0.1\0]", 14);
    QTest::newRow("65 octets of local part") << Long64 + "l@x";
    QTest::newRow("path too long") << "xy@" + LongestDomain;
    QTest::newRow("label too long") << "a@" + Label63 + "d";
}

void TstAddress::badAddressesAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Address::parse(text.toStdString()));
}

void TstAddress::keysIgnoreCaseAndExtensions()
{
    const Address plus{"Alice+Box+2", "x.test"};
    QCOMPARE(plus.key(), std::string("alice+box+2@x.test"));
    QCOMPARE(plus.mailboxKey(), std::string("alice@x.test"));
    QCOMPARE((Address{"+box", "x"}.mailboxKey()), std::string("+box@x"));
    QCOMPARE((Address{"Bob", "x"}.mailboxKey()), std::string("bob@x"));
}

void TstAddress::pathsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char* text, const char* address, const char* rest) {
        QTest::newRow(rowName(text).constData())
            << QByteArray(text) << QByteArray(address) << QByteArray(rest);
    };
    row("<a@x>", "a@x", "");
    row(" <a@x>", "a@x", "");
    row("<a@x> BODY=8BITMIME SMTPUTF8", "a@x", " BODY=8BITMIME SMTPUTF8");
    row("<>", "@", "");
    row("<> RET=HDRS", "@", " RET=HDRS");
    row("<@one,@two:a@x>", "a@x", "");
    row("<\"a>b@\"@x> SIZE=1", "\"a>b@\"@x", " SIZE=1");
    row("<a@[IPv6:::1]>", "a@[ipv6:::1]", "");
}

void TstAddress::pathsAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, rest);
    std::string_view left;
    const std::string input = text.toStdString();
    const auto path = roost::mail::parsePath(input, left);
    QVERIFY(path);
    const std::string seen = path->domain.empty() ? path->key() : path->text();
    QCOMPARE(QByteArray::fromStdString(seen), address);
    QCOMPARE(QByteArray(left.data(), static_cast<int>(left.size())), rest);
}

void TstAddress::badPathsAreRefused_data()
{
    texts({"", "a@x", "<a@x", "a@x>", "<a>", "<@one:>", "<@one a@x>", "<a@x y>", "< a@x>",
           "<<a@x>>", "<a@x\r\n>", "<\"a@x>"});
}

void TstAddress::badPathsAreRefused()
{
    QFETCH(QByteArray, text);
    std::string_view rest;
    QVERIFY(!roost::mail::parsePath(text.toStdString(), rest));
}

void TstAddress::fromFieldsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<int>("count");
    const auto row = [](const char* text, const char* first, int count) {
        QTest::newRow(rowName(text).constData()) << QByteArray(text) << QByteArray(first) << count;
    };
    row("a@x", "a@x", 1);
    row("<a@x>", "a@x", 1);
    row("Alice <a@x>", "a@x", 1);
    row("\"Alice, B. <evil@y>\" <a@x>", "a@x", 1);
    row("=?utf-8?q?evil=40y?= <a@x>", "a@x", 1);
    row("J\xc3\xbcrgen Q. Public <a@x>", "a@x", 1);
    row("(evil@y) a@x (and (evil@z))", "a@x", 1);
    row("a@x (un\\)closed)", "a@x", 1);
    row("A (c) <(c)a(c)@(c)x(c)>(c)", "a@x", 1);
    row("a . b @ x . y", "a.b@x.y", 1);
    row("\"a\".b@x", "a.b@x", 1);
    row("<@one,@two:a@x>", "a@x", 1);
    row("A\r\n <a@x\r\n >", "a@x", 1);
    row("a@[1.2.3.4]", "a@[1.2.3.4]", 1);
    row("team: a@x, Bob <b@x>;", "a@x", 2);
    row("team:a@x;, b@y", "a@x", 2);
    row("nobody: ;, a@x", "a@x", 1);
    row(", a@x,,", "a@x", 1);
    row("a@x, b@y", "a@x", 2);
}

void TstAddress::fromFieldsAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, first);
    QFETCH(int, count);
    const auto from = roost::mail::parseFrom(text.toStdString());
    QVERIFY(from);
    QCOMPARE(QByteArray::fromStdString(from->first.text()), first);
    QCOMPARE(static_cast<int>(from->count), count);
}

void TstAddress::badFromFieldsAreRefused_data()
{
    texts({"",
           "(only a comment)",
           "Alice",
           "nobody: ;",
           "a@x b@y",
           "evil@y <a@x>",
           "<a@x> evil",
           "<a@x",
           "a@x>",
           "team: a@x",
           "team: inner: a@x;;",
           "a@x;",
           "a@x (open",
           "\"open <a@x>",
           "<a@x>>",
           "a@x@y",
           "a@",
           "@x",
           "<>",
           "a b@x",
           "Alice, a@x",
           "=?utf-8?q?a,b?= <a@x>",
           "a@[1.2.3.4",
           "<@one a@x>",
           ")a@x"});
}

void TstAddress::badFromFieldsAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!roost::mail::parseFrom(text.toStdString()));
}

QTEST_GUILESS_MAIN(TstAddress)
#include "tst_address.moc"
