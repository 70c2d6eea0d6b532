// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/queue_tables.h"
#include "gui/widgets/table_view.h"
#include "tests/gui/console.h"
#include "tests/gui/relay.h"

#include <QMenu>
#include <QMessageBox>
#include <QTabBar>

using namespace roost;
using namespace Qt::StringLiterals;
using client::Link;
using models::QueueGroupModel;
using test::Console;
using test::Relay;

namespace {

constexpr int Patience = 40'000; // ms

enum Tab { Waiting, Held, Discarded, Peers };

} // namespace

/// The queue page with a real daemon, whose queue is filled by real mail to where none can go.
class TstQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { console_.reset(); }
    void anEmptyQueueIsGoodNews();
    void whatWaitsIsShownByDestinationWithItsReason();
    void singleMessagesAreShown();
    void discardedMailIsBroughtBack();
    void aDestinationIsHeldAndReleased();
    void mailGivenUpGoesBackToItsSender();
    void destinationsAreHeldBeforeThereIsMail();
    void keysOpenAndClose();
    void overviewLeadsToTheQueue();
    void nobodyActsOnALostRelay();

private:
    widgets::TableView* table(const QString& name)
    {
        return console_->find<widgets::TableView>(name);
    }
    int rows(const QString& name) { return table(name)->model()->rowCount(); }
    void openTab(Tab tab) { console_->find<QTabBar>(u"queueTabs"_s)->setCurrentIndex(tab); }
    QString cell(const QString& name, int row, int column)
    {
        return table(name)->model()->index(row, column).data().toString();
    }
    QString told() { return console_->text(u"noticeText"_s, u"queuePage/happened"_s); }
    void undo() { console_->click(u"noticeAction"_s, u"queuePage/happened"_s); }
    void choose(const QString& domain);
    void send(const QString& recipients);

    Relay relay_;
    std::unique_ptr<Console> console_;
};

void TstQueue::initTestCase()
{
    test::useOwnSettings();
    QVERIFY(relay_.start());
    QVERIFY(relay_.setUp());
    QVERIFY(relay_.allowAccounts());
    // Nobody answers there: no name is ever found, and no question leaves this computer.
    QVERIFY(relay_.ctl({u"setting"_s, u"dns_forwarders"_s, u"127.0.0.1:9"_s}));
}

void TstQueue::init()
{
    console_ = std::make_unique<Console>(relay_.control());
    QTRY_COMPARE_WITH_TIMEOUT(console_->client.state().link, Link::connected, Patience);
    QTRY_VERIFY(console_->isSeen(u"queuePageButton"_s));
    console_->click(u"queuePageButton"_s);
}

void TstQueue::send(const QString& recipients)
{
    QVERIFY(relay_.traffic({u"send"_s, recipients}));
}

void TstQueue::choose(const QString& domain)
{
    auto* groups = table(u"groupTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        !groups->model()->match(groups->model()->index(0, 0), Qt::DisplayRole, domain).isEmpty(),
        Patience);
    groups->clearSelection();
    groups->selectRow(
        groups->model()->match(groups->model()->index(0, 0), Qt::DisplayRole, domain)[0].row());
}

void TstQueue::anEmptyQueueIsGoodNews()
{
    QTRY_VERIFY(console_->isSeen(u"queueEmpty"_s));
    QCOMPARE(console_->text(u"nothingTitle"_s), u"Nothing waits"_s);
    openTab(Peers);
    QTRY_VERIFY(console_->isSeen(u"peerTable"_s));
}

void TstQueue::whatWaitsIsShownByDestinationWithItsReason()
{
    send(u"bob@one.example,eve@one.example,ann@two.example"_s); // it appears by itself
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"groupTable"_s), 2, Patience);
    QCOMPARE(cell(u"groupTable"_s, 0, QueueGroupModel::Destination), u"one.example"_s);
    QCOMPARE(cell(u"groupTable"_s, 0, QueueGroupModel::Waiting), u"2"_s);
    QTRY_COMPARE(console_->find<QTabBar>(u"queueTabs"_s)->tabText(Waiting), u"Waiting (3)"_s);
    choose(u"one.example"_s);
    QTRY_COMPARE_WITH_TIMEOUT(console_->text(u"explanationTitle"_s, u"waitingPanel"_s),
                              u"The name could not be looked up"_s, Patience);
    QCOMPARE(cell(u"groupTable"_s, 0, QueueGroupModel::Why), u"The name could not be looked up"_s);
    QVERIFY(cell(u"groupTable"_s, 0, QueueGroupModel::NextTry).startsWith(u"in "_s));
    QVERIFY(!console_->text(u"explanationToDo"_s, u"waitingPanel"_s).isEmpty());
}

void TstQueue::singleMessagesAreShown()
{
    choose(u"one.example"_s);
    console_->click(u"openGroup"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"messageTable"_s), 2, Patience);
    QCOMPARE(cell(u"messageTable"_s, 0, models::QueueMessageModel::To), u"bob@one.example"_s);
    QCOMPARE(console_->text(u"messagesHeading"_s), u"one.example"_s);
    table(u"messageTable"_s)->selectRow(1);
    console_->click(u"holdQueued"_s, u"messagesPanel"_s);
    QTRY_COMPARE(cell(u"messageTable"_s, 1, models::QueueMessageModel::Next), u"Held"_s);
    undo();
    QTRY_VERIFY(cell(u"messageTable"_s, 1, models::QueueMessageModel::Next) != u"Held"_s);
    console_->click(u"backToGroups"_s);
    QTRY_VERIFY(console_->isSeen(u"groupTable"_s));
}

void TstQueue::discardedMailIsBroughtBack()
{
    choose(u"two.example"_s);
    console_->click(u"discardQueued"_s, u"waitingPanel"_s);
    QTRY_VERIFY(told().startsWith(u"Discarded: 1 message"_s));
    QTRY_COMPARE(rows(u"groupTable"_s), 1);
    openTab(Discarded);
    QTRY_COMPARE(rows(u"discardedTable"_s), 1);
    table(u"discardedTable"_s)->selectRow(0);
    console_->click(u"restoreQueued"_s, u"discardedPanel"_s);
    QTRY_COMPARE(rows(u"discardedTable"_s), 0);
    openTab(Waiting);
    QTRY_COMPARE(rows(u"groupTable"_s), 2);
    choose(u"two.example"_s);
    console_->click(u"discardQueued"_s, u"waitingPanel"_s);
    QTRY_COMPARE(rows(u"groupTable"_s), 1);
    undo();
    QTRY_COMPARE(rows(u"groupTable"_s), 2);
}

void TstQueue::aDestinationIsHeldAndReleased()
{
    choose(u"one.example"_s);
    auto* hold = console_->find<QPushButton>(u"holdQueued"_s, u"waitingPanel"_s);
    auto* release = console_->find<QPushButton>(u"releaseQueued"_s, u"waitingPanel"_s);
    QTRY_VERIFY(hold->isEnabled());
    QVERIFY(!release->isEnabled());
    QVERIFY(hold->menu()->actions().size() >= 3);
    hold->menu()->actions()[2]->trigger(); // for a day
    QTRY_VERIFY(told().startsWith(u"Holding all mail for one.example"_s));
    QTRY_VERIFY(release->isEnabled());
    QCOMPARE(console_->text(u"explanationTitle"_s, u"waitingPanel"_s), u"Held back by you"_s);
    openTab(Held);
    QTRY_COMPARE(rows(u"ruleTable"_s), 1);
    openTab(Waiting);
    choose(u"one.example"_s);
    console_->click(u"releaseQueued"_s, u"waitingPanel"_s);
    QTRY_VERIFY(told().contains(u"no longer held"_s));
    QTRY_VERIFY(hold->isEnabled());
    undo();
    QTRY_VERIFY(release->isEnabled());
    console_->click(u"releaseQueued"_s, u"waitingPanel"_s);
    QTRY_VERIFY(hold->isEnabled());
}

void TstQueue::mailGivenUpGoesBackToItsSender()
{
    choose(u"two.example"_s);
    console_->click(u"bounceQueued"_s, u"waitingPanel"_s);
    auto* question = console_->window.findChild<QMessageBox*>(u"confirmBounce"_s);
    QVERIFY(question && question->isVisible());
    QVERIFY(question->text().contains(u"two.example"_s));
    question->reject();
    QTRY_VERIFY(!console_->window.findChild<QMessageBox*>(u"confirmBounce"_s));
    QCOMPARE(rows(u"groupTable"_s), 2);
    console_->click(u"bounceQueued"_s, u"waitingPanel"_s);
    question = console_->window.findChild<QMessageBox*>(u"confirmBounce"_s);
    for (QAbstractButton* button : question->buttons())
        if (question->buttonRole(button) == QMessageBox::DestructiveRole) button->click();
    QTRY_VERIFY(told().startsWith(u"Returned to the senders: 1 message"_s));
    QTRY_COMPARE(rows(u"groupTable"_s), 1);
    QVERIFY(!console_->isSeen(u"noticeAction"_s, u"queuePage/happened"_s)); // no undo
    QVERIFY(relay_.traffic({u"bounced"_s, u"two.example"_s}));
}

void TstQueue::destinationsAreHeldBeforeThereIsMail()
{
    QTRY_VERIFY(console_->isSeen(u"queueTabs"_s));
    openTab(Held);
    auto* domain = console_->find<QLineEdit>(u"ruleDomain"_s);
    auto* add = console_->find<QPushButton>(u"addRule"_s);
    QTRY_VERIFY(domain->isVisible());
    QVERIFY(!add->isEnabled());
    QTest::keyClicks(domain, u"three.example"_s);
    QTest::keyClick(domain, Qt::Key_Return);
    QTRY_COMPARE(rows(u"ruleTable"_s), 1);
    QCOMPARE(cell(u"ruleTable"_s, 0, models::QueueRuleModel::Destination), u"three.example"_s);
    table(u"ruleTable"_s)->selectRow(0);
    console_->click(u"releaseQueued"_s, u"rulesPanel"_s);
    QTRY_COMPARE(rows(u"ruleTable"_s), 0);
}

void TstQueue::keysOpenAndClose()
{
    choose(u"one.example"_s);
    QTest::keyClick(table(u"groupTable"_s), Qt::Key_Return);
    QTRY_VERIFY(console_->isSeen(u"messageTable"_s));
    QTRY_COMPARE(rows(u"messageTable"_s), 2);
    QTest::keyClick(table(u"messageTable"_s), Qt::Key_Delete);
    QTRY_COMPARE(rows(u"messageTable"_s), 1);
    undo();
    QTRY_COMPARE(rows(u"messageTable"_s), 2);
    QTest::keyClick(table(u"messageTable"_s), Qt::Key_Escape);
    QTRY_VERIFY(console_->isSeen(u"groupTable"_s));
    for (const auto* button : console_->window.findChildren<QPushButton*>())
        if (button->isVisible())
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
}

void TstQueue::overviewLeadsToTheQueue()
{
    console_->click(u"overviewPageButton"_s);
    QTRY_VERIFY_WITH_TIMEOUT(console_->text(u"advice"_s).contains(u"wait for other servers"_s)
                                 || console_->text(u"advice"_s).contains(u"waits for another"_s),
                             60'000);
    console_->click(u"nextStep"_s);
    QTRY_VERIFY(console_->isSeen(u"groupTable"_s));
}

void TstQueue::nobodyActsOnALostRelay()
{
    choose(u"one.example"_s);
    QTRY_VERIFY(console_->find<QPushButton>(u"discardQueued"_s, u"waitingPanel"_s)->isEnabled());
    relay_.kill();
    QTRY_VERIFY(!console_->find<QPushButton>(u"discardQueued"_s, u"waitingPanel"_s)->isEnabled());
    QCOMPARE(rows(u"groupTable"_s), 1); // the last known stays
    QVERIFY(relay_.start());
    QTRY_VERIFY_WITH_TIMEOUT(
        console_->find<QPushButton>(u"discardQueued"_s, u"waitingPanel"_s)->isEnabled(), Patience);
}

QTEST_MAIN(TstQueue)
#include "tst_queue.moc"
