// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/queue_tables.h"
#include "gui/pages/queue_acts.h"

#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;
using pages::QueueAct;
using pages::QueueTarget;

/// What the queue page says before and after; it promises nothing that does not come.
class TstQueueWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void releasedMailThatARuleHoldsIsNotTried();
    void endedRulesAreTold();
    void whatConcernsMoreThanWasChosenSaysSo();
    void nothingDoneIsNotCalledDone();
};

namespace {

QueueTarget place(const std::string& domain)
{
    QueueTarget target;
    target.places.push_back({domain, 0});
    target.messages = 12;
    return target;
}

QueueTarget messages()
{
    QueueTarget target;
    target.ids = {1, 2};
    target.messages = 2;
    return target;
}

} // namespace

void TstQueueWords::releasedMailThatARuleHoldsIsNotTried()
{
    QueueTarget target = messages();
    QVERIFY(pages::doneWords(QueueAct::release, target, 2).contains(u"tried now"_s));
    target.rule_of = "one.example";
    const QString words = pages::doneWords(QueueAct::release, target, 2);
    QVERIFY(!words.contains(u"tried now"_s));
    QVERIFY(words.contains(u"still wait"_s) && words.contains(u"one.example"_s));
}

void TstQueueWords::endedRulesAreTold()
{
    const QString words = pages::doneWords(QueueAct::release, place("one.example"), 0);
    QVERIFY(words.contains(u"one.example is no longer held"_s));
}

void TstQueueWords::whatConcernsMoreThanWasChosenSaysSo()
{
    QueueTarget target = place("one.example");
    QVERIFY(!pages::warningWords(target).contains(u"another reason"_s));
    QVERIFY(!pages::doneWords(QueueAct::discard, target, 12).contains(u"all for"_s));
    target.is_beyond = true;
    QVERIFY(pages::warningWords(target).contains(u"another reason"_s));
    for (const QueueAct act : {QueueAct::retry, QueueAct::bounce, QueueAct::discard})
        QVERIFY(pages::doneWords(act, target, 12).contains(u"all for one.example"_s));
    QVERIFY(pages::questionWords(target).contains(u"12"_s));
}

void TstQueueWords::nothingDoneIsNotCalledDone()
{
    for (const QueueAct act : {QueueAct::retry, QueueAct::hold, QueueAct::release, QueueAct::bounce,
                               QueueAct::discard, QueueAct::restore})
        QVERIFY(pages::doneWords(act, messages(), 0).startsWith(u"Nothing was changed"_s));
    QVERIFY(!pages::isInVain(QueueAct::hold, place("one.example"), 0)); // also what comes later
    QVERIFY(pages::isInVain(QueueAct::bounce, place("one.example"), 0));
}

QTEST_GUILESS_MAIN(TstQueueWords)
#include "tst_queue_words.moc"
