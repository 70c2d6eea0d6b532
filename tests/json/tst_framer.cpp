// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/json/framer.h"

#include <QTest>

#include <vector>

using namespace roost;

class TstFramer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesComeWholeHoweverTheyAreCut();
    void carriageReturnIsDropped();
    void longestLineIsTaken();
    void longerLineEndsTheStream_data();
    void longerLineEndsTheStream();
};

namespace {

std::vector<std::string> linesOf(json::LineFramer& framer)
{
    std::vector<std::string> lines;
    for (auto line = framer.next(); line && *line; line = framer.next()) lines.push_back(**line);
    return lines;
}

} // namespace

void TstFramer::linesComeWholeHoweverTheyAreCut()
{
    const std::string stream = "one\n\ntwo and more\nrest";
    const std::vector<std::string> expected = {"one", "", "two and more"};
    for (std::size_t first = 0; first <= stream.size(); ++first)
        for (std::size_t second = first; second <= stream.size(); ++second) {
            json::LineFramer framer;
            std::vector<std::string> seen;
            for (const auto& piece : {stream.substr(0, first), stream.substr(first, second - first),
                                      stream.substr(second)}) {
                framer.feed(piece);
                for (auto& line : linesOf(framer)) seen.push_back(line);
            }
            QVERIFY2(seen == expected, qPrintable(QString::number(first)));
            framer.feed("\n");
            QVERIFY(linesOf(framer) == std::vector<std::string>{"rest"});
        }
}

void TstFramer::carriageReturnIsDropped()
{
    json::LineFramer framer;
    framer.feed("a\r\nb\rc\n");
    QVERIFY((linesOf(framer) == std::vector<std::string>{"a", "b\rc"}));
}

void TstFramer::longestLineIsTaken()
{
    json::LineFramer framer(8);
    framer.feed("12345678\n12345678\n");
    QVERIFY((linesOf(framer) == std::vector<std::string>{"12345678", "12345678"}));
}

void TstFramer::longerLineEndsTheStream_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("with its end") << QByteArray("ok\n123456789\n");
    QTest::newRow("without an end") << QByteArray("ok\n123456789");
}

void TstFramer::longerLineEndsTheStream()
{
    QFETCH(QByteArray, octets);
    json::LineFramer framer(8);
    framer.feed(octets.toStdString());
    const auto line = framer.next();
    QVERIFY(line && *line && **line == "ok");
    for (int i = 0; i < 2; ++i) {
        const auto refused = framer.next();
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Code::limit);
    }
}

QTEST_GUILESS_MAIN(TstFramer)
#include "tst_framer.moc"
