// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/message.h"

#include <QTest>

using namespace roost::mime;

namespace {

const std::string Mail =
    "From: =?utf-8?Q?J=C3=B6rg_M=C3=BCller?= <joerg@a.test>\r\n"
    "Subject: =?iso-8859-1?B?R3L832U=?=\r\n"
    " =?utf-8?Q?_aus?= =?utf-8?Q?_K=C3=B6ln?=\r\n"
    "X-Mixed: =?x-unheard-of?Q?odd?= =?utf-8?Q?k=C3=B6ln?=\r\n"
    "X-Language: =?utf-8*de?Q?k=C3=B6ln?= =?Shift_JIS?B?k/qWew==?=\r\n"
    "X-Split: a =?utf-8?B?w4Q=?= =?UTF-8?b?w5bD?= =?utf-8?B?nA==?= =?utf-8?q?=?= =?z\r\n"
    "X-Raw: sch\xc3\xb6n\r\n"
    "X-Empty:\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n"
    "\r\n"
    "preamble\r\n"
    "--b\r\n"
    "Content-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "\r\n"
    "Ein sch=F6ner lan=\r\nger Satz\r\n"
    "--b\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "w4RwZmVsIHVuZCBC\r\naXJuZW4=\r\n" // "Äpfel und Birnen"
    "--b\r\n"
    "Content-Type: application/octet-stream; name=secret.bin\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "a2V5\r\n" // "key"
    "--b\r\n"
    "Content-Type: message/rfc822\r\n"
    "\r\n"
    "Subject: =?utf-8?Q?verschachtelt?=\r\n"
    "\r\n"
    "inner words\r\n"
    "--b\r\n"
    "Content-Type: text/plain; charset=no-such-charset\r\n"
    "\r\n"
    "strange words\r\n"
    "--b--\r\n";

} // namespace

class TstSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headers_data();
    void headers();
    void bodies_data();
    void bodies();
    void textIsHeaderOrBody();
    void sentDays_data();
    void sentDays();
};

void TstSearch::headers_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("encoded word") << QByteArray("From") << QByteArray("Jörg Müller") << true;
    QTest::newRow("other case") << QByteArray("FROM") << QByteArray("JÖRG MÜLLER") << true;
    QTest::newRow("address") << QByteArray("from") << QByteArray("<Joerg@A.test>") << true;
    QTest::newRow("not the encoding") << QByteArray("from") << QByteArray("utf-8") << false;
    QTest::newRow("adjacent words")
        << QByteArray("subject") << QByteArray("Grüße aus Köln") << true;
    QTest::newRow("unknown charset")
        << QByteArray("x-mixed") << QByteArray("=?X-unheard-of?Q?odd") << true;
    QTest::newRow("word with language") << QByteArray("x-language") << QByteArray("köln") << true;
    QTest::newRow("Japanese") << QByteArray("x-language") << QByteArray("日本") << true;
    QTest::newRow("split character") << QByteArray("x-split") << QByteArray("a ÄÖÜ") << true;
    QTest::newRow("not a word") << QByteArray("x-split") << QByteArray(" =?z") << true;
    QTest::newRow("raw 8 bit") << QByteArray("x-raw") << QByteArray("SCHÖN") << true;
    QTest::newRow("other field") << QByteArray("to") << QByteArray("joerg") << false;
    QTest::newRow("any value") << QByteArray("x-empty") << QByteArray("") << true;
    QTest::newRow("any value, no field") << QByteArray("x-none") << QByteArray("") << false;
    QTest::newRow("no field name") << QByteArray("") << QByteArray("") << false;
    QTest::newRow("not UTF-8") << QByteArray("x-raw") << QByteArray("\xff") << false;
}

void TstSearch::headers()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    QCOMPARE(Message(Mail).headerContains(field.toStdString(), text.toStdString()), found);
}

void TstSearch::bodies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("quoted-printable, latin 1") << QByteArray("schöner langer satz") << true;
    QTest::newRow("base64, utf-8") << QByteArray("äpfel UND birnen") << true;
    QTest::newRow("not the encoded text") << QByteArray("w4RwZmVs") << false;
    QTest::newRow("no encoded binary") << QByteArray("key") << false;
    QTest::newRow("file name") << QByteArray("secret.bin") << true;
    QTest::newRow("embedded subject") << QByteArray("Verschachtelt") << true;
    QTest::newRow("embedded body") << QByteArray("inner words") << true;
    QTest::newRow("unknown charset") << QByteArray("strange") << true;
    QTest::newRow("header only") << QByteArray("Köln") << false;
    QTest::newRow("nothing") << QByteArray("") << true;
}

void TstSearch::bodies()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    QCOMPARE(Message(Mail).bodyContains(text.toStdString()), found);
}

void TstSearch::textIsHeaderOrBody()
{
    QVERIFY(Message(Mail).textContains("köln"));
    QVERIFY(Message(Mail).textContains("x-raw: sch"));
    QVERIFY(Message(Mail).textContains("birnen"));
    QVERIFY(!Message(Mail).textContains("kiwi"));
    QVERIFY(Message("").textContains(""));
}

void TstSearch::sentDays_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("day"); // -1: none
    QTest::newRow("usual") << QByteArray("Thu, 1 Jan 1970 23:59:59 -1100") << 0;
    QTest::newRow("no day name") << QByteArray("2 jan 1970 00:00 +1300") << 1;
    QTest::newRow("leap day") << QByteArray("Thu, 29 Feb 2024 00:00:00 +0000") << 19782;
    QTest::newRow("comment") << QByteArray("(c) Thu (c), (c) 1 Jan 1970") << 0;
    QTest::newRow("folded") << QByteArray("Thu,\r\n 1\r\n Jan 1970") << 0;
    QTest::newRow("two digits, this century") << QByteArray("1 Jan 24 00:00 GMT") << 19723;
    QTest::newRow("two digits, last century") << QByteArray("3 Jan 70 00:00 GMT") << 2;
    QTest::newRow("three digits") << QByteArray("3 Jan 070 00:00 GMT") << 2;
    QTest::newRow("no such day") << QByteArray("30 Feb 2024 00:00:00 +0000") << -1;
    QTest::newRow("absurd zone") << QByteArray("1 Jan 1970 00:00 +999999999") << 0;
    QTest::newRow("words") << QByteArray("yesterday") << -1;
    QTest::newRow("huge") << QByteArray("1 Jan 99999999999999999999") << -1;
    QTest::newRow("empty") << QByteArray("") << -1;
}

void TstSearch::sentDays()
{
    QFETCH(QByteArray, date);
    QFETCH(int, day);
    const std::string octets = "Date: " + date.toStdString() + "\r\n\r\n";
    QCOMPARE(Message(octets).sentDay().value_or(-1), std::int64_t(day));
    QVERIFY(!Message("Subject: x\r\n\r\n").sentDay());
}

QTEST_GUILESS_MAIN(TstSearch)
#include "tst_search.moc"
