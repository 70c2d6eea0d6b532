// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/statistics.h"
#include "backend/core/counters.h"

#include <QTest>

using namespace roost;
using control::Measured;
using control::Statistics;

class TstStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secondHoldsWhatHappenedInIt();
    void lastMinuteForgetsWhatIsOlder();
    void minuteIsTheSumOfItsSeconds();
    void historyIsBounded();
    void whatCameBeforeTheStartIsNoSample();
};

void TstStatistics::secondHoldsWhatHappenedInIt()
{
    core::Counters counters;
    Statistics statistics(counters);
    counters.messages_accepted = 3;
    counters.logins = 1;
    counters.imap_clients = 5;
    statistics.tick(100, Measured{7, 8, 9000});
    counters.messages_accepted = 5;
    statistics.tick(101, Measured{7, 8, 9100});

    const auto seconds = statistics.history(api::StatsStep::second);
    QCOMPARE(seconds.size(), std::size_t(2));
    api::StatsSample expected;
    expected.at = 101;
    expected.accepted = 2;
    expected.imap_clients = 5;
    expected.queue_length = 8;
    expected.store_octets = 9100;
    QVERIFY(seconds[1] == expected);
    QCOMPARE(seconds[0].accepted, 3);
    QCOMPARE(seconds[0].logins, 1);

    const auto& now = statistics.current();
    QCOMPARE(now.at, 101);
    QCOMPARE(now.messages_accepted, 5);
    QCOMPARE(now.messages_per_minute, 5);
    QCOMPARE(now.accounts, 7);
    QCOMPARE(now.store_octets, 9100);
}

void TstStatistics::lastMinuteForgetsWhatIsOlder()
{
    core::Counters counters;
    Statistics statistics(counters);
    counters.messages_accepted = 10;
    statistics.tick(0, {});
    for (int second = 1; second < 60; ++second) statistics.tick(second, {});
    QCOMPARE(statistics.current().messages_per_minute, 10);
    statistics.tick(60, {});
    QCOMPARE(statistics.current().messages_per_minute, 0);
}

void TstStatistics::minuteIsTheSumOfItsSeconds()
{
    core::Counters counters;
    Statistics statistics(counters);
    for (int second = 1; second <= 120; ++second) {
        counters.messages_delivered += 2;
        counters.imap_clients = second;
        statistics.tick(second, {});
    }
    const auto minutes = statistics.history(api::StatsStep::minute);
    QCOMPARE(minutes.size(), std::size_t(2));
    QCOMPARE(minutes[0].at, 60);
    QCOMPARE(minutes[0].delivered, 120);
    QCOMPARE(minutes[0].imap_clients, 60);
    QCOMPARE(minutes[1].at, 120);
    QCOMPARE(minutes[1].delivered, 120);
}

void TstStatistics::historyIsBounded()
{
    core::Counters counters;
    Statistics statistics(counters);
    const int days = 2 * 86400;
    for (int second = 1; second <= days; ++second) statistics.tick(second, {});
    const auto seconds = statistics.history(api::StatsStep::second);
    const auto minutes = statistics.history(api::StatsStep::minute);
    QCOMPARE(seconds.size(), Statistics::Seconds);
    QCOMPARE(minutes.size(), Statistics::Minutes);
    QCOMPARE(seconds.back().at, days);
    QCOMPARE(minutes.back().at, days);
    QCOMPARE(minutes.front().at, days - 1439 * 60);
}

void TstStatistics::whatCameBeforeTheStartIsNoSample()
{
    core::Counters counters;
    counters.messages_accepted = 1000;
    Statistics statistics(counters);
    statistics.tick(1, {});
    QCOMPARE(statistics.history(api::StatsStep::second)[0].accepted, 0);
    QCOMPARE(statistics.current().messages_accepted, 1000);
}

QTEST_GUILESS_MAIN(TstStatistics)
#include "tst_statistics.moc"
