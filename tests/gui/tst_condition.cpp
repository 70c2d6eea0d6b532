// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/condition.h"

#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;
using models::NextStep;

/// The one sentence about the relay, and what it leads to.
class TstCondition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyLastingQueuesAreNews();
    void theConditionSaysWhatToDo();
    void refusalsOfNewUsersAreExplained_data();
    void refusalsOfNewUsersAreExplained();
};

/// Mail on its way through is no reason to look at the queue.
void TstCondition::onlyLastingQueuesAreNews()
{
    models::RelayModel relay;
    api::Overview overview;
    overview.configured = true;
    overview.state = api::RelayState::running;
    overview.stats.at = 1000;
    overview.stats.accounts = 2;
    client::LinkState link;
    link.link = client::Link::connected;
    relay.setLink(link);
    relay.setSnapshot(overview, {});
    api::Stats stats = overview.stats;
    stats.queue_length = 4;
    for (int second = 0; second < 20; ++second) {
        ++stats.at;
        relay.addStats(stats);
    }
    QVERIFY(!relay.mailWaits());
    QVERIFY(models::conditionOf(relay).next == models::NextStep::none);
    for (int second = 0; second < 20; ++second) {
        ++stats.at;
        relay.addStats(stats);
    }
    QVERIFY(relay.mailWaits());
    QVERIFY(models::conditionOf(relay).next == models::NextStep::queue);
    QVERIFY(models::conditionOf(relay).advice.startsWith(u"4 messages"_s));
    ++stats.at;
    stats.queue_length = 0;
    relay.addStats(stats);
    QVERIFY(!relay.mailWaits());
}

void TstCondition::theConditionSaysWhatToDo()
{
    models::RelayModel relay;
    QCOMPARE(models::conditionOf(relay).next, models::NextStep::none);
    client::LinkState link;
    link.link = client::Link::lost;
    relay.setLink(link);
    QCOMPARE(models::conditionOf(relay).next, models::NextStep::try_now);
    link.link = client::Link::connected;
    relay.setLink(link);
    api::Overview overview;
    relay.setSnapshot(overview, {});
    QCOMPARE(models::conditionOf(relay).next, models::NextStep::set_up);
    overview.configured = true;
    overview.state = api::RelayState::running;
    relay.setOverview(overview);
    QCOMPARE(models::conditionOf(relay).next, models::NextStep::invite);
    overview.stats.accounts = 3;
    overview.state = api::RelayState::degraded;
    overview.listeners = {{"imaps", "127.0.0.1", 993, "in use"}};
    relay.setOverview(overview);
    QCOMPARE(models::conditionOf(relay).tone, models::Tone::warning);
    QVERIFY(models::conditionOf(relay).advice.contains(u"993"_s));
}

void TstCondition::refusalsOfNewUsersAreExplained_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("advice"); // a part
    QTest::newRow("load") << "load"_ba
                          << "max_load_1m"_ba << u"too busy"_s
                          << u"No new accounts above this load"_s;
    QTest::newRow("memory") << "memory"_ba
                            << "min_available_memory"_ba << u"memory"_s
                            << u"No new accounts below this free memory"_s;
    QTest::newRow("disk") << "disk"_ba
                          << "min_free_disk_space"_ba << u"disk"_s
                          << u"No new accounts below this free disk space"_s;
    QTest::newRow("of a newer daemon") << "moon"_ba
                                       << "moon_phase"_ba << u"just now"_s << u"moon_phase"_s;
}

void TstCondition::refusalsOfNewUsersAreExplained()
{
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, setting);
    QFETCH(QString, sentence);
    QFETCH(QString, advice);
    models::RelayModel relay;
    client::LinkState link;
    link.link = client::Link::connected;
    relay.setLink(link);
    api::Overview overview;
    overview.configured = true;
    overview.state = api::RelayState::running;
    overview.registration_refusal = {reason.toStdString(), setting.toStdString(), 12.5, 8};
    overview.registrations_refused = 3;
    relay.setSnapshot(overview, {});
    const auto condition = models::conditionOf(relay); // also before the first user
    QCOMPARE(condition.tone, models::Tone::warning);
    QCOMPARE(condition.next, NextStep::setting);
    QCOMPARE(condition.setting, setting.toStdString());
    QVERIFY2(condition.sentence.contains(sentence), qPrintable(condition.sentence));
    QVERIFY2(condition.advice.contains(advice), qPrintable(condition.advice));
    QVERIFY(condition.advice.contains(u"3 new addresses"_s));
    overview.registration_refusal.reset();
    relay.setOverview(overview);
    QCOMPARE(models::conditionOf(relay).next, NextStep::invite);
}

QTEST_GUILESS_MAIN(TstCondition)
#include "tst_condition.moc"
