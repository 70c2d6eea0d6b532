// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/line_buffer.h"

#include <QTest>

using roost::net::LineBuffer;

class TstLineBuffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesComeWholeHoweverTheyAreSplit();
    void limits_data();
    void limits();
    void aLongLineHoldsBoundedMemory();
    void linesAndOctetsMix();
    void shrinkKeepsTheContent();
};

namespace {

QStringList linesOf(LineBuffer& buffer, std::size_t max_octets)
{
    QStringList lines;
    std::string line;
    while (buffer.takeLine(line, max_octets))
        lines += (buffer.lineWasTooLong() ? "cut:" : "") + QString::fromStdString(line);
    return lines;
}

} // namespace

void TstLineBuffer::linesComeWholeHoweverTheyAreSplit()
{
    const std::string input =
        "one\r\n\r\ntwo\nthree\rfour\r\n" + std::string(12, 'x') + "\r\nend\n";
    const QStringList expected = {"one", "", "two", "three\rfour", "cut:xxxxxxxxxx", "end"};
    for (std::size_t first = 0; first <= input.size(); ++first) {
        for (std::size_t second = first; second <= input.size(); ++second) {
            LineBuffer buffer;
            QStringList lines;
            for (const auto& part : {input.substr(0, first), input.substr(first, second - first),
                                     input.substr(second)}) {
                buffer.append(part);
                lines += linesOf(buffer, 10);
            }
            QCOMPARE(lines, expected);
            QVERIFY(buffer.empty());
        }
    }
}

void TstLineBuffer::limits_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("line");
    QTest::newRow("full with CRLF") << QByteArray("12345\r\n") << "12345";
    QTest::newRow("full with LF") << QByteArray("12345\n") << "12345";
    QTest::newRow("one more with CRLF") << QByteArray("123456\r\n") << "cut:12345";
    QTest::newRow("one more with LF") << QByteArray("123456\n") << "cut:12345";
    QTest::newRow("many more") << QByteArray("1234567890\r\n") << "cut:12345";
}

void TstLineBuffer::limits()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, line);
    LineBuffer whole, split;
    whole.append(input.toStdString());
    QCOMPARE(linesOf(whole, 5), QStringList(line));
    QStringList seen;
    for (const char c : input) {
        split.append({&c, 1});
        seen += linesOf(split, 5);
    }
    QCOMPARE(seen, QStringList(line));
}

void TstLineBuffer::aLongLineHoldsBoundedMemory()
{
    LineBuffer buffer;
    std::string line;
    for (int i = 0; i < 100; ++i) {
        buffer.append(std::string(1000, 'x'));
        QVERIFY(!buffer.takeLine(line, 50));
        QVERIFY(buffer.view().size() <= 51);
    }
    buffer.append("\r\nnext\r\n");
    QCOMPARE(linesOf(buffer, 50), QStringList({"cut:" + QString(50, 'x'), "next"}));
}

void TstLineBuffer::linesAndOctetsMix()
{
    LineBuffer buffer;
    std::string line;
    buffer.append("A {4}\r\nab\ncB\r\nC");
    QVERIFY(buffer.takeLine(line, 100));
    QCOMPARE(line, std::string("A {4}"));
    buffer.consume(4);
    QVERIFY(buffer.takeLine(line, 100));
    QCOMPARE(line, std::string("B"));
    QCOMPARE(buffer.view(), std::string_view("C"));
    buffer.consume(100); // more than there is
    QVERIFY(buffer.empty());
}

void TstLineBuffer::shrinkKeepsTheContent()
{
    LineBuffer buffer;
    std::string line;
    buffer.append(std::string(16000, 'x') + "\r\nrest");
    QVERIFY(buffer.takeLine(line, 20000));
    QVERIFY(!buffer.takeLine(line, 20000));
    buffer.shrink(0);
    QCOMPARE(buffer.view(), std::string_view("rest"));
    buffer.append(" and more\r\n");
    QCOMPARE(linesOf(buffer, 100), QStringList("rest and more"));
}

QTEST_GUILESS_MAIN(TstLineBuffer)
#include "tst_line_buffer.moc"
