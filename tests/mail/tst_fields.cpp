// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/content_type.h"
#include "backend/mail/header_reader.h"
#include "tests/mail/row_name.h"

#include <QtTest>

using roost::mail::HeaderReader;
using Kind = roost::mail::HeaderPiece::Kind;

class TstFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headersAreTakenApart_data();
    void headersAreTakenApart();
    void badHeadersAreRefused_data();
    void badHeadersAreRefused();
    void headerPastItsLimitIsRefusedAtOnce();
    void fieldsAreSplitAtTheColon();
    void contentTypesAreRead_data();
    void contentTypesAreRead();
    void badContentTypesAreRefused_data();
    void badContentTypesAreRefused();
    void transferEncodingsAreRead();
};

namespace {

struct Seen {
    QStringList fields;
    Kind last = Kind::more;
    std::string body;
    bool operator==(const Seen&) const = default;
};

Seen read(std::string_view octets, std::size_t step)
{
    HeaderReader reader(1000);
    Seen seen;
    while (!octets.empty() && seen.last == Kind::more) {
        auto chunk = octets.substr(0, step);
        octets.remove_prefix(chunk.size());
        for (;;) {
            const auto piece = reader.next(chunk);
            seen.last = piece.kind;
            if (seen.last != Kind::field) break;
            seen.fields += QString::fromStdString(std::string(piece.octets));
        }
        if (seen.last == Kind::end) seen.body = std::string(chunk) + std::string(octets);
    }
    while (seen.last == Kind::more) {
        const auto piece = reader.finish();
        if (piece.kind == Kind::field)
            seen.fields += QString::fromStdString(std::string(piece.octets));
        else
            seen.last = piece.kind;
    }
    return seen;
}

} // namespace

void TstFields::headersAreTakenApart_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, QByteArray octets, QStringList fields, QByteArray body) {
        QTest::newRow(name) << octets << fields << body;
    };
    row("two fields", "A: 1\r\nB: 2\r\n\r\nbody\r\n\r\n", {"A: 1\r\n", "B: 2\r\n"}, "body\r\n\r\n");
    row("folds", "A: 1\r\n 2\r\n\t3\r\nB:\r\n \r\n\r\n", {"A: 1\r\n 2\r\n\t3\r\n", "B:\r\n \r\n"},
        "");
    row("no fields", "\r\nbody", {}, "body");
    row("no body", "A: 1\r\n", {"A: 1\r\n"}, "");
    row("nothing", "", {}, "");
    row("blank before colon", "A : 1\r\n\r\n", {"A : 1\r\n"}, "");
    row("8 bit", "A: \xc3\xbc\r\n\r\n", {QString::fromUtf8("A: \xc3\xbc\r\n")}, "");
}

void TstFields::headersAreTakenApart()
{
    QFETCH(QByteArray, octets);
    QFETCH(QStringList, fields);
    QFETCH(QByteArray, body);
    const std::string input = octets.toStdString();
    for (const std::size_t step : {1U, 2U, 3U, 1000U})
        QVERIFY(read(input, step) == (Seen{fields, Kind::end, body.toStdString()}));
}

void TstFields::badHeadersAreRefused_data()
{
    QTest::addColumn<QByteArray>("octets");
    for (const char* octets :
         {"A: 1\nB: 2\r\n\r\n", "A\nFrom: x\r\n\r\n", "A: 1\r\n\nbody", "A: 1\rB: 2\r\n\r\n",
          "A\r\n\r\n", " A: 1\r\n\r\n", "A: 1\r\nno colon\r\n\r\n", ": 1\r\n\r\n", "A B: 1\r\n\r\n",
          "A\xc3\xbc: 1\r\n\r\n", "A: 1", "A: 1\r", "A: 1\r\r\n\r\n"})
        QTest::newRow(rowName(octets).constData()) << QByteArray(octets);
    QTest::newRow("NUL") << QByteArray("A: 1\0\r\n\r\n", 9);
}

void TstFields::badHeadersAreRefused()
{
    QFETCH(QByteArray, octets);
    const std::string input = octets.toStdString();
    for (const std::size_t step : {1U, 2U, 3U, 1000U})
        QCOMPARE(read(input, step).last, Kind::malformed);
}

void TstFields::headerPastItsLimitIsRefusedAtOnce()
{
    const std::string fits = "A: " + std::string(993, 'x') + "\r\n\r\n"; // 1000 octets
    QCOMPARE(read(fits, 7).last, Kind::end);
    QCOMPARE(read("B" + fits, 7).last, Kind::too_long);
    HeaderReader reader(1000);
    std::string_view endless = "A: 1\r\n";
    while (reader.next(endless).kind != Kind::too_long) endless = "A: 1\r\n";
    HeaderReader folds(1000);
    std::string_view fold = "A: 1\r\n";
    std::size_t taken = 0;
    for (; folds.next(fold).kind != Kind::too_long; fold = " folded\r\n") ++taken;
    QVERIFY(taken < 1000 / 9 + 2);
}

void TstFields::fieldsAreSplitAtTheColon()
{
    const auto field = roost::mail::splitField("Subject\t: a:\r\n b \r\n");
    QCOMPARE(std::string(field.name), std::string("Subject"));
    QCOMPARE(std::string(field.value), std::string("a:\r\n b"));
    QCOMPARE(roost::mail::unfolded(field.value), std::string("a: b"));
    QVERIFY(roost::mail::splitField("nothing").name.empty());
}

void TstFields::contentTypesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("seen"); // type/subtype/boundary
    const auto row = [](const char* text, const char* seen) {
        QTest::newRow(rowName(text).constData()) << QByteArray(text) << QByteArray(seen);
    };
    row("text/plain", "text/plain/");
    row("Text / PLAIN (c) ; (c) charset = utf-8 ;", "text/plain/");
    row("multipart/mixed; boundary=abc", "multipart/mixed/abc");
    row("multipart/mixed;boundary=a/b=c?d", "multipart/mixed/a/b=c?d");
    row("multipart/encrypted; protocol=\"application/pgp-encrypted\"; BOUNDARY=\"a b;\\\"c\"",
        "multipart/encrypted/a b;\"c");
    row("multipart/mixed;\r\n\tboundary=\"a\r\n b\"", "multipart/mixed/a b");
    row("multipart/mixed; boundary=a(comment)", "multipart/mixed/a");
}

void TstFields::contentTypesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, seen);
    const auto type = roost::mail::parseContentType(text.toStdString());
    QVERIFY(type);
    const auto all = type->type + '/' + type->subtype + '/' + type->boundary;
    QCOMPARE(QByteArray::fromStdString(all), seen);
}

void TstFields::badContentTypesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "text", "text/", "/plain", "text/plain charset=utf-8", "text/plain; charset",
          "text/plain; =x", "m/m; boundary=\"open", "m/m; boundary=", "m/m; boundary=\"\"",
          "m/m; boundary=a; boundary=b", "m/m; boundary*=utf-8''a", "m/m; boundary*0=a",
          "m/m; boundary=\"a \"", "m/m; boundary=a b", "m/m; x=\"a\"b", "text/plain (open"})
        QTest::newRow(rowName(text).constData()) << QByteArray(text);
    QTest::newRow("71 octets") << "m/m; boundary=" + QByteArray(71, 'b');
}

void TstFields::badContentTypesAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!roost::mail::parseContentType(text.toStdString()));
}

void TstFields::transferEncodingsAreRead()
{
    using roost::mail::parseTransferEncoding;
    using roost::mail::TransferEncoding;
    for (const char* name : {"", "7bit", "8BIT", " binary (c)"})
        QVERIFY(*parseTransferEncoding(name) == TransferEncoding::identity);
    QVERIFY(*parseTransferEncoding("Base64") == TransferEncoding::base64);
    QVERIFY(*parseTransferEncoding("quoted-printable") == TransferEncoding::quoted_printable);
    for (const char* name : {"x-uuencode", "base64 base64", "base64;", "7bit, base64"})
        QVERIFY(!parseTransferEncoding(name));
}

QTEST_GUILESS_MAIN(TstFields)
#include "tst_fields.moc"
