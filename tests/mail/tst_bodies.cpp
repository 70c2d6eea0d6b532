// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/part_reader.h"
#include "backend/mail/transfer_decoder.h"
#include "tests/mail/row_name.h"

#include <QtTest>

using roost::mail::PartPiece;
using roost::mail::TransferEncoding;

class TstBodies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAreFound_data();
    void partsAreFound();
    void encodedBodiesAreDecoded_data();
    void encodedBodiesAreDecoded();
};

namespace {

/// Events as "[", "]" around the octets of each part, "." for the closing boundary and "!" for
/// malformed.
QByteArray readParts(std::string_view octets, std::size_t step)
{
    roost::mail::PartReader reader("b");
    QByteArray seen;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size()))) {
        auto chunk = octets.substr(0, step);
        for (bool more = true; more;) {
            const auto piece = reader.next(chunk);
            switch (piece.kind) {
            case PartPiece::Kind::more: more = false; break;
            case PartPiece::Kind::begin: seen += '['; break;
            case PartPiece::Kind::end: seen += ']'; break;
            case PartPiece::Kind::closed: seen += '.'; break;
            case PartPiece::Kind::malformed: return "!";
            case PartPiece::Kind::body:
                seen.append(piece.octets.data(), static_cast<int>(piece.octets.size()));
                break;
            }
        }
    }
    return reader.closed() == seen.contains('.') ? seen : QByteArray("closed() disagrees");
}

QByteArray decode(std::string_view octets, std::size_t step, TransferEncoding encoding)
{
    roost::mail::TransferDecoder decoder(encoding);
    std::string decoded;
    for (; !octets.empty(); octets.remove_prefix(std::min(step, octets.size())))
        if (!decoder.feed(octets.substr(0, step), decoded)) return "!";
    return decoder.finish() ? QByteArray::fromStdString(decoded) : QByteArray("?");
}

} // namespace

void TstBodies::partsAreFound_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QByteArray>("seen");
    const auto row = [](const char* octets, const char* seen) {
        QTest::newRow(rowName(octets).constData()) << QByteArray(octets) << QByteArray(seen);
    };
    row("--b\r\none\r\n--b\r\ntwo\r\n--b--\r\n", "[one][two].");
    row("pre\r\n\r\n--b\r\none\r\n\r\n--b--\r\nepi\r\nlogue\r\n", "[one\r\n].");
    row("--b\r\n--b--\r\n", "[].");
    row("--b\r\n\r\n--b--\r\n", "[].");
    row("--b \t\r\none\r\n--b-- \r\n", "[one].");
    row("--b\r\n--\r\n-b\r\n--a\r\n --b\r\n--b--\r\n", "[--\r\n-b\r\n--a\r\n --b].");
    row("--b\r\none\r\r\n\r\r\n--b--\r\n", "[one\r\r\n\r].");
    row("--b\r\none --b\r\n--b--\r\n", "[one --b].");
    row("--b\r\none", "[one");
    row("--b\r\none\r\n--b\r\n", "[one][");
    row("--b--\r\n", ".");
    row("no boundary\r\n", "");
    row("--b\r\none\n--b\r\n", "!");
    row("--b\r\n\ntwo", "!");
    row("\n", "!");
    row("--b\r\none\r\n--bb\r\n", "!");
    row("--b\r\none\r\n--b-\r\n", "!");
    row("--b\r\none\r\n--b---\r\n", "!");
    row("--b\r\none\r\n--b -- \r\n", "!");
    row("--b\r\none\r\n--b\rX", "!");
    row("--b\r\none\r\n--b\nX", "!");
    row("--b\r\none\r\n--b--\r\n--b\r\n", "!");
    row("--b\r\none\r\n--b--\r\n\r\n--b--\r\n", "!");
}

void TstBodies::partsAreFound()
{
    QFETCH(QByteArray, octets);
    QFETCH(QByteArray, seen);
    const std::string input = octets.toStdString();
    for (std::size_t step = 1; step <= input.size(); ++step) QCOMPARE(readParts(input, step), seen);
}

void TstBodies::encodedBodiesAreDecoded_data()
{
    QTest::addColumn<TransferEncoding>("encoding");
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QByteArray>("decoded"); // "!" malformed, "?" unfinished
    const auto row = [](TransferEncoding encoding, const char* octets, const char* decoded) {
        QTest::newRow(rowName(octets).constData())
            << encoding << QByteArray(octets) << QByteArray(decoded);
    };
    using enum TransferEncoding;
    row(identity, "a=3D\r\n\xff", "a=3D\r\n\xff");
    row(base64, "", "");
    row(base64, "YWJj\r\nZGVm\r\n", "abcdef");
    row(base64, "YW\r\nJjZ\r\nGVmZw==\r\n", "abcdefg");
    row(base64, "YWI=\r\n", "ab");
    row(base64, "YQ=\r\n=\r\n", "a");
    row(base64, "YWI", "?");
    row(base64, "YQ=", "?");
    row(base64, "YWJj=", "!");
    row(base64, "Y===", "!");
    row(base64, "YQ===", "!");
    row(base64, "YR==", "!");
    row(base64, "YWJ=", "!");
    row(base64, "YQ==YQ==", "!");
    row(base64, "YW-j", "!");
    row(quoted_printable, "plain\r\n", "plain\r\n");
    row(quoted_printable, "a=3Db=3db", "a=b=b");
    row(quoted_printable, "a=\r\nb= \t\r\nc", "abc");
    row(quoted_printable, "a=", "?");
    row(quoted_printable, "a=\r", "?");
    row(quoted_printable, "a=3", "?");
    row(quoted_printable, "a=3G", "!");
    row(quoted_printable, "a==3D", "!");
    row(quoted_printable, "a= =", "!");
    row(quoted_printable, "a= 3", "!");
    row(quoted_printable, "a=\n", "!");
    row(quoted_printable, "a=\rb", "!");
}

void TstBodies::encodedBodiesAreDecoded()
{
    QFETCH(TransferEncoding, encoding);
    QFETCH(QByteArray, octets);
    QFETCH(QByteArray, decoded);
    const std::string input = octets.toStdString();
    for (std::size_t step = 1; step <= input.size() + 1; ++step)
        QCOMPARE(decode(input, step, encoding), decoded);
}

QTEST_GUILESS_MAIN(TstBodies)
#include "tst_bodies.moc"
