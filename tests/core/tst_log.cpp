// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/event_limit.h"
#include "backend/core/log.h"

#include <QTest>

using namespace roost::core;
using namespace std::chrono_literals;

class TstLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { setLogSink({}); }

    void aLineIsLogfmt();
    void valuesAreQuotedAndEscaped_data();
    void valuesAreQuotedAndEscaped();
    void lowerLevelsAreNotWritten();
    void anEventIsWrittenTenTimesASecond();
    void heldBackLinesAreCountedOnce();
    void aQuietEventStartsAfresh();
    void sessionIdsAreUnique() { QVERIFY(nextSessionId() != nextSessionId()); }

private:
    QStringList lines_;
};

void TstLog::init()
{
    lines_.clear();
    setLogLevel(Level::info);
    setLogSink([this](Level, const std::string& line) { lines_ += QString::fromStdString(line); });
}

void TstLog::aLineIsLogfmt()
{
    Log(7).warn("message accepted", {{"id", std::int64_t(5)}, {"local", true}, {"via", "smtp"}});
    QCOMPARE(lines_, QStringList("level=warn event=\"message accepted\" sid=7 id=5 local=true "
                                 "via=smtp"));
}

void TstLog::valuesAreQuotedAndEscaped_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << QByteArray("ann-b.c/d") << QByteArray("ann-b.c/d");
    QTest::newRow("empty") << QByteArray("") << QByteArray("\"\"");
    QTest::newRow("space") << QByteArray("a b") << QByteArray("\"a b\"");
    QTest::newRow("equals") << QByteArray("a=b") << QByteArray("\"a=b\"");
    QTest::newRow("quote") << QByteArray("a\"b\\") << QByteArray("\"a\\\"b\\\\\"");
    QTest::newRow("forged line") << QByteArray("a\r\nlevel=x")
                                 << QByteArray("\"a\\x0d\\x0alevel=x\"");
    QTest::newRow("terminal escape") << QByteArray("\x1b[2J") << QByteArray("\"\\x1b[2J\"");
    QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << QByteArray("\"\\xc2\\x9b\"");
    QTest::newRow("300 octets") << QByteArray(300, 'a') << QByteArray(256, 'a');
}

void TstLog::valuesAreQuotedAndEscaped()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, written);
    Log().info("event", {{"v", value.toStdString()}});
    QCOMPARE(lines_, QStringList("level=info event=event v=" + QString::fromLatin1(written)));
}

void TstLog::lowerLevelsAreNotWritten()
{
    Log().debug("quiet");
    QCOMPARE(lines_.size(), 0);
    setLogLevel(Level::debug);
    Log().debug("loud");
    QCOMPARE(lines_.size(), 1);
    setLogLevel(Level::error);
    Log().warn("quiet");
    QCOMPARE(lines_.size(), 1);
    QVERIFY(!isLogged(Level::warn));
}

void TstLog::anEventIsWrittenTenTimesASecond()
{
    EventLimit limit;
    const EventLimit::Time start{};
    int written = 0;
    for (int i = 0; i < 25; ++i) written += limit.admits("flood", start + i * 1ms);
    QCOMPARE(written, 10);
    QVERIFY(limit.admits("other", start + 30ms));
}

void TstLog::heldBackLinesAreCountedOnce()
{
    EventLimit limit;
    const EventLimit::Time start{};
    for (int i = 0; i < 25; ++i) limit.admits("flood", start);
    QVERIFY(limit.takeHeld(start + 999ms).empty());
    const auto held = limit.takeHeld(start + 1s);
    QCOMPARE(held.size(), std::size_t(1));
    QCOMPARE(held.front().event, std::string("flood"));
    QCOMPARE(held.front().lines, std::uint64_t(15));
    QVERIFY(limit.takeHeld(start + 5s).empty());
    QVERIFY(limit.admits("flood", start + 1s));
}

void TstLog::aQuietEventStartsAfresh()
{
    EventLimit limit;
    const EventLimit::Time start{};
    for (int i = 0; i < 10; ++i) QVERIFY(limit.admits("event", start));
    QVERIFY(limit.admits("event", start + 1s));
}

QTEST_GUILESS_MAIN(TstLog)
#include "tst_log.moc"
