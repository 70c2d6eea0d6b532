// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/data_scanner.h"

#include <QTest>

#include <string>

using namespace roost;

namespace {

struct Scanned {
    QByteArray message;
    QByteArray rest; // not used
    QByteArray end;  // "open", "ended" or "broken"
    bool operator==(const Scanned&) const = default;
};

/// Feeds `input` in pieces of `step` octets.
Scanned scan(const QByteArray& input, std::size_t step)
{
    smtp::DataScanner scanner;
    std::string message;
    std::string_view rest(input.constData(), static_cast<std::size_t>(input.size()));
    while (!rest.empty() && scanner.isOpen()) {
        const auto piece = rest.substr(0, step);
        rest.remove_prefix(
            scanner.feed(piece, [&](std::string_view octets) { message += octets; }));
    }
    Scanned result;
    result.end = scanner.isBroken() ? "broken" : scanner.isOpen() ? "open" : "ended";
    if (!scanner.isBroken()) result.message = QByteArray::fromStdString(message);
    if (result.end == "ended") result.rest = QByteArray::fromStdString(std::string(rest));
    return result;
}

} // namespace

class TstDataScanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scans_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("end");
        const auto row = [](const char* name, const QByteArray& input, const QByteArray& message,
                            const char* end) {
            QTest::newRow(name) << input << message << QByteArray(end);
        };
        row("message", "a\r\nb\r\n.\r\n", "a\r\nb\r\n", "ended");
        row("empty message", ".\r\n", "", "ended");
        row("no end yet", "a\r\nb", "a\r\nb", "open");
        row("stuffed dots", "..\r\n...a\r\n.b\r\n.\r\n", ".\r\n..a\r\nb\r\n", "ended");
        row("dot within a line", "a.\r\nb.c\r\n.\r\n", "a.\r\nb.c\r\n", "ended");
        row("dot at the end of a line is none", "a.\r\n.\r\n", "a.\r\n", "ended");
        row("empty lines", "\r\n\r\n.\r\n", "\r\n\r\n", "ended");
        row("eight bits", "\xc3\xa4\xff\r\n.\r\n", "\xc3\xa4\xff\r\n", "ended");
        row("bare LF", "a\nb\r\n.\r\n", "", "broken");
        row("bare LF first", "\na\r\n.\r\n", "", "broken");
        row("bare CR", "a\rb\r\n.\r\n", "", "broken");
        row("CR CR LF", "a\r\r\n.\r\n", "", "broken");
        row("LF . LF", "a\n.\nMAIL", "", "broken");
        row("LF . CRLF", "a\n.\r\nMAIL", "", "broken");
        row("CRLF . LF", "a\r\n.\nMAIL", "", "broken");
        row("CRLF . CR", "a\r\n.\rMAIL", "", "broken");
        row("CR . CR", "a\r.\rMAIL", "", "broken");
        row("CR . CRLF", "a\r.\r\nMAIL", "", "broken");
        row("CRLF . CR CRLF", "a\r\n.\r\r\nMAIL", "", "broken");
        row("CRLF .. CRLF is a dot", "a\r\n..\r\n.\r\n", "a\r\n.\r\n", "ended");
        row("long line", QByteArray(70'000, 'x') + "\r\n.\r\n", QByteArray(70'000, 'x') + "\r\n",
            "ended");
    }

    void scans()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, end);
        for (const std::size_t step : {1U, 2U, 3U, 7U, 1'000'000U}) {
            const Scanned seen = scan(input, step);
            QCOMPARE(seen.end, end);
            QCOMPARE(seen.message, message);
        }
    }

    void nothingBehindTheEndIsUsed()
    {
        QCOMPARE(scan("a\r\n.\r\nQUIT\r\n", 1000).rest, "QUIT\r\n");
        QCOMPARE(scan("a\r\n.\r\n.\r\n", 1000).rest, ".\r\n");
        QCOMPARE(scan("a\r\n.\r\nQUIT\r\n", 1).rest, "QUIT\r\n");
    }

    void nulIsAnOctetLikeOthers()
    {
        const QByteArray input("a\0.\r\n.\r\n", 8);
        QCOMPARE(scan(input, 3).message, QByteArray("a\0.\r\n", 5));
    }
};

QTEST_GUILESS_MAIN(TstDataScanner)
#include "tst_data_scanner.moc"
