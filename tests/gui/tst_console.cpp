// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/invite_panel.h"
#include "gui/widgets/copy_field.h"
#include "gui/widgets/live_chart.h"
#include "gui/widgets/qr_code.h"
#include "gui/widgets/table_view.h"
#include "tests/gui/console.h"
#include "tests/gui/relay.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QMessageBox>
#include <QRadioButton>
#include <QSpinBox>

using namespace roost;
using namespace Qt::StringLiterals;
using client::Link;
using test::Console;
using test::Relay;

namespace {

constexpr int TrafficSeconds = 10;
constexpr int Patience = 15'000; // ms

} // namespace

/// The console as a person uses it, with a real daemon behind it.
class TstConsole : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }
    void init();
    void firstRunEndsWithAnInvite();
    void setupErrorsAreShownAndCanBeMended();
    void overviewFollowsEventsAlone();
    void loopbackInvitesSayThatPhonesCannotUseThem();
    void usersAreBlockedDeletedAndRestored();
    void usersArePagedSortedAndFilteredByTheDaemon();
    void deletingForGoodIsAskedAbout();
    void deletedUsersMayStayAway();
    void settingsAreSavedAndSetBack();
    void settingsShowTheDaemonsRefusal();
    void settingsChangedElsewhereAppear();
    void aKilledDaemonIsNoticedAndComesBack();
    void withoutADaemonTheConsoleSaysWhereItLooked();
    void keysChoosePages();

private:
    void startSetUp();
    bool connected(Console& console)
    {
        return QTest::qWaitFor([&] { return console.client.state().link == Link::connected; },
                               Patience);
    }
    void type(QLineEdit* line, const QString& text);
    void selectUser(Console& console, const QString& address);

    std::unique_ptr<Relay> relay_;
};

void TstConsole::init()
{
    relay_ = std::make_unique<Relay>();
    QVERIFY(relay_->start());
}

void TstConsole::startSetUp()
{
    QVERIFY(relay_->setUp());
    QVERIFY(relay_->allowAccounts());
}

void TstConsole::type(QLineEdit* line, const QString& text)
{
    QVERIFY(line);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

void TstConsole::selectUser(Console& console, const QString& address)
{
    auto* table = console.find<widgets::TableView>(u"userTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, Patience);
    const auto found =
        table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, address, 1);
    QCOMPARE(found.size(), 1);
    table->selectRow(found[0].row());
}

void TstConsole::firstRunEndsWithAnInvite()
{
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"setupPage"_s));
    QVERIFY(!console.isSeen(u"usersPageButton"_s));
    auto* apply = console.find<QPushButton>(u"applySetup"_s);
    QVERIFY(!apply->isEnabled());

    type(console.find<QLineEdit>(u"domain"_s), u"not a domain"_s);
    QVERIFY(!apply->isEnabled());
    QVERIFY(!console.text(u"domainProblem"_s).isEmpty());
    type(console.find<QLineEdit>(u"domain"_s), u"chat.example.org"_s);
    QVERIFY(apply->isEnabled());

    console.find<QRadioButton>(u"onlyHereChoice"_s)->click();
    console.find<QSpinBox>(u"portOffset"_s)->setValue(Relay::freeOffset());
    console.click(u"applySetup"_s);
    auto* code = console.find<widgets::QrCode>(u"inviteCode"_s, u"setupPage"_s);
    QTRY_VERIFY_WITH_TIMEOUT(code->isVisible() && code->isDrawn(), Patience);
    auto* link = console.find<widgets::CopyField>(u"inviteLink"_s, u"setupPage"_s);
    QVERIFY(link->text().startsWith(u"dclogin:"_s));
    QVERIFY(console.isSeen(u"setupPage"_s));

    console.click(u"finishSetup"_s);
    QTRY_VERIFY(console.isSeen(u"overviewPage"_s));
    QTRY_VERIFY(console.isSeen(u"usersPageButton"_s));
    QVERIFY(!console.isSeen(u"setupPageButton"_s));
    QTRY_VERIFY(console.window.windowTitle().contains(u"_roost.localhost"_s));
}

void TstConsole::setupErrorsAreShownAndCanBeMended()
{
    Console console(relay_->control());
    QVERIFY(connected(console));
    const int offset = Relay::freeOffset();
    QTcpServer rival;
    QVERIFY(rival.listen(QHostAddress::LocalHost, static_cast<quint16>(offset + 993)));
    console.find<QRadioButton>(u"onlyHereChoice"_s)->click();
    console.find<QSpinBox>(u"portOffset"_s)->setValue(offset);
    console.click(u"applySetup"_s);
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"happened"_s, u"setupPage"_s), Patience);
    QVERIFY(!console.text(u"noticeText"_s, u"setupPage/happened"_s).isEmpty());
    rival.close();
    console.click(u"applySetup"_s);
    auto* code = console.find<widgets::QrCode>(u"inviteCode"_s, u"setupPage"_s);
    QTRY_VERIFY_WITH_TIMEOUT(code->isVisible() && code->isDrawn(), Patience);
}

void TstConsole::overviewFollowsEventsAlone()
{
    startSetUp();
    test::Tap tap(*relay_);
    Console console(relay_->tapped());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.text(u"sentence"_s).contains(u"first user"_s));
    QTRY_COMPARE(tap.requests(), 3); // hello, the past, subscribe
    const qint64 octets_before = tap.octetsDown();
    QVERIFY(relay_->traffic({u"chat"_s, QString::number(TrafficSeconds)}));

    auto* messages = console.find<widgets::LiveChart>(u"messagesChart"_s);
    auto* logins = console.find<widgets::LiveChart>(u"loginsChart"_s);
    QTRY_VERIFY(messages->newest() >= 5);
    QTRY_VERIFY(logins->newest() >= 5);
    QVERIFY(messages->pointCount() >= TrafficSeconds - 2);
    QVERIFY(console.find<widgets::LiveChart>(u"storeChart"_s)->newest() > 0);
    QTRY_VERIFY(console.text(u"sentence"_s).contains(u"All is well"_s));
    QVERIFY(tap.octetsDown() > octets_before);
    QCOMPARE(tap.requests(), 3);
}

void TstConsole::loopbackInvitesSayThatPhonesCannotUseThem()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"invitePageButton"_s));
    console.click(u"invitePageButton"_s);
    auto* field = console.find<widgets::CopyField>(u"inviteLink"_s, u"invitePage"_s);
    QTRY_VERIFY(field->text().startsWith(u"dclogin:"_s));
    QTRY_VERIFY(console.isSeen(u"onlyHere"_s, u"invitePage"_s));
    const QString first = field->text();
    console.click(u"copyButton"_s, u"invitePage"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), first);
    console.click(u"newInvite"_s, u"invitePage"_s);
    QTRY_VERIFY(field->text() != first);
    QVERIFY(field->text().startsWith(u"dclogin:"_s));
}

void TstConsole::usersAreBlockedDeletedAndRestored()
{
    startSetUp();
    QVERIFY(relay_->traffic({u"users"_s, u"3"_s}));
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"usersPageButton"_s));
    console.click(u"usersPageButton"_s);
    const QString address = u"user00001@_roost.localhost"_s;
    selectUser(console, address);
    auto* table = console.find<widgets::TableView>(u"userTable"_s);
    const auto state = [&] {
        return table->currentIndex().data(models::UserModel::StateRole).toInt();
    };
    const auto is = [](api::UserState each) { return static_cast<int>(each); };

    console.click(u"copyAddress"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), address);
    QVERIFY(!console.find<QPushButton>(u"unblockUser"_s)->isEnabled());
    console.click(u"blockUser"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), is(api::UserState::blocked), Patience);
    QTRY_VERIFY(console.isSeen(u"happened"_s, u"usersPage"_s));
    console.click(u"noticeAction"_s, u"usersPage/happened"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), is(api::UserState::active), Patience);
    console.click(u"deleteUser"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), is(api::UserState::deleted), Patience);
    QVERIFY(console.find<QPushButton>(u"restoreUser"_s)->isEnabled());
    console.click(u"noticeAction"_s, u"usersPage/happened"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), is(api::UserState::active), Patience);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
}

void TstConsole::usersArePagedSortedAndFilteredByTheDaemon()
{
    startSetUp();
    QVERIFY(relay_->traffic({u"users"_s, u"105"_s}));
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"usersPageButton"_s));
    console.click(u"usersPageButton"_s);
    auto* table = console.find<widgets::TableView>(u"userTable"_s);
    const auto first = [&] { return table->model()->index(0, 0).data().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 100, Patience);
    QVERIFY(console.text(u"userRange"_s).contains(u"105"_s));
    QCOMPARE(first(), u"user00000@_roost.localhost"_s);
    console.click(u"nextUsers"_s);
    QTRY_COMPARE(table->model()->rowCount(), 5);
    QVERIFY(!console.find<QPushButton>(u"nextUsers"_s)->isEnabled());
    Q_EMIT table->sortRequested(models::UserModel::Address); // again: the other way round
    QTRY_COMPARE(first(), u"user00104@_roost.localhost"_s);
    type(console.find<QLineEdit>(u"userFilter"_s), u"user0004"_s);
    QTRY_COMPARE(table->model()->rowCount(), 10);
    type(console.find<QLineEdit>(u"userFilter"_s), u"nobody"_s);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QVERIFY(table->isVisible());
}

void TstConsole::deletingForGoodIsAskedAbout()
{
    startSetUp();
    QVERIFY(relay_->traffic({u"users"_s, u"2"_s}));
    QVERIFY(relay_->ctl({u"setting"_s, u"deleted_account_undo_seconds"_s, u"0"_s}));
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"usersPageButton"_s));
    console.click(u"usersPageButton"_s);
    selectUser(console, u"user00001@_roost.localhost"_s);
    console.click(u"deleteUser"_s);
    auto* question = console.window.findChild<QMessageBox*>(u"confirmErase"_s);
    QVERIFY(question);
    QVERIFY(!console.isSeen(u"happened"_s, u"usersPage"_s));
    auto* keep_closed = question->findChild<QCheckBox*>(u"keepClosed"_s);
    QVERIFY(keep_closed && !keep_closed->isChecked());
    keep_closed->click();
    for (QAbstractButton* button : question->buttons())
        if (question->buttonRole(button) == QMessageBox::DestructiveRole) button->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"happened"_s, u"usersPage"_s), Patience);
    QVERIFY(!console.isSeen(u"noticeAction"_s, u"usersPage/happened"_s));
    auto* happened = console.find<widgets::Notice>(u"happened"_s, u"usersPage"_s);
    QVERIFY(happened->text().contains(u"90"_s));
}

void TstConsole::deletedUsersMayStayAway()
{
    startSetUp();
    QVERIFY(relay_->traffic({u"users"_s, u"2"_s}));
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"usersPageButton"_s));
    console.click(u"usersPageButton"_s);
    selectUser(console, u"user00001@_roost.localhost"_s);
    auto* table = console.find<widgets::TableView>(u"userTable"_s);
    const auto state = [&] {
        return table->currentIndex().data(models::UserModel::StateRole).toInt();
    };
    console.click(u"closeUser"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), static_cast<int>(api::UserState::deleted), Patience);
    QTRY_VERIFY(console.isSeen(u"happened"_s, u"usersPage"_s));
    console.click(u"noticeAction"_s, u"usersPage/happened"_s);
    QTRY_COMPARE_WITH_TIMEOUT(state(), static_cast<int>(api::UserState::active), Patience);
}

void TstConsole::settingsAreSavedAndSetBack()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"settingsPageButton"_s));
    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_max_user_send_per_minute"_s;
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(row), Patience);
    auto* field = console.find<QLineEdit>(u"field"_s, row);
    const QString before = field->text();
    QVERIFY(!console.isSeen(u"save"_s, row));
    type(field, u"0"_s);
    QVERIFY(console.isSeen(u"problem"_s, row));
    QVERIFY(!console.find<QPushButton>(u"save"_s, row)->isEnabled());
    console.find<QPushButton>(u"revert"_s, row)->click();
    QCOMPARE(field->text(), before);
    QVERIFY(!console.isSeen(u"problem"_s, row));

    type(field, u"77"_s);
    console.find<QPushButton>(u"save"_s, row)->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"toDefault"_s, row), Patience);
    QCOMPARE(field->text(), u"77"_s);
    console.find<QPushButton>(u"toDefault"_s, row)->click();
    QTRY_COMPARE_WITH_TIMEOUT(field->text(), before, Patience);
    QTRY_VERIFY(!console.isSeen(u"toDefault"_s, row));

    const QString flag_row = u"setting_registration_open"_s;
    auto* flag = console.find<QCheckBox>(u"field"_s, flag_row);
    QVERIFY(flag->isChecked());
    flag->click();
    console.find<QPushButton>(u"save"_s, flag_row)->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"toDefault"_s, flag_row), Patience);
    QVERIFY(!flag->isChecked());
}

void TstConsole::settingsShowTheDaemonsRefusal()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"settingsPageButton"_s));
    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_username_min_length"_s; // 20 is fine, but above the maximum of 9
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(row), Patience);
    type(console.find<QLineEdit>(u"field"_s, row), u"20"_s);
    console.find<QPushButton>(u"save"_s, row)->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"problem"_s, row), Patience);
    QVERIFY(!console.text(u"problem"_s, row).isEmpty());
    QCOMPARE(console.find<QLineEdit>(u"field"_s, row)->text(), u"20"_s);
}

void TstConsole::settingsChangedElsewhereAppear()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"settingsPageButton"_s));
    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_max_recipients"_s;
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(row), Patience);
    QVERIFY(relay_->ctl({u"setting"_s, u"max_recipients"_s, u"222"_s}));
    auto* field = console.find<QLineEdit>(u"field"_s, row);
    QTRY_COMPARE_WITH_TIMEOUT(field->text(), u"222"_s, Patience);
    type(field, u"333"_s); // what somebody is typing stays
    QVERIFY(relay_->ctl({u"setting"_s, u"max_recipients"_s, u"444"_s}));
    QTest::qWait(1500);
    QCOMPARE(field->text(), u"333"_s);
    console.find<QPushButton>(u"revert"_s, row)->click();
    QCOMPARE(field->text(), u"444"_s);
}

void TstConsole::aKilledDaemonIsNoticedAndComesBack()
{
    startSetUp();
    QVERIFY(relay_->traffic({u"users"_s, u"1"_s}));
    Console console(relay_->control());
    QVERIFY(connected(console));
    console.click(u"usersPageButton"_s);
    QTRY_VERIFY(console.isSeen(u"userTable"_s));
    relay_->kill();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"linkNotice"_s, u"usersPage"_s), Patience);
    QVERIFY(console.isSeen(u"userTable"_s)); // the last state stays
    QVERIFY(!console.find<QPushButton>(u"blockUser"_s)->isEnabled());
    console.click(u"overviewPageButton"_s);
    QTRY_VERIFY(console.isSeen(u"wayBack"_s));
    QVERIFY(console.text(u"places"_s).contains(relay_->control()));
    QVERIFY(console.find<widgets::CopyField>(u"startCommand"_s)->text().contains(u"roostd"_s));
    QVERIFY(console.text(u"advice"_s).contains(u"What you see is from"_s));
    QVERIFY(relay_->start());
    console.find<QPushButton>(u"nextStep"_s)->click();
    QVERIFY(connected(console));
    QTRY_VERIFY(!console.isSeen(u"wayBack"_s));
    QTRY_VERIFY(console.text(u"sentence"_s).contains(u"All is well"_s));
}

void TstConsole::withoutADaemonTheConsoleSaysWhereItLooked()
{
    relay_->kill();
    Console console(relay_->control());
    QTRY_VERIFY(console.isSeen(u"wayBack"_s));
    QVERIFY(console.text(u"sentence"_s).contains(u"not running"_s));
    QVERIFY(console.text(u"places"_s).contains(relay_->control()));
    QTest::keyClick(&console.window, Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(console.isSeen(u"statePanel"_s, u"usersPage"_s));
    QVERIFY(relay_->start());
    QTest::keyClick(&console.window, Qt::Key_F5);
    QVERIFY(connected(console));
    QTRY_VERIFY(console.isSeen(u"setupPage"_s));
}

void TstConsole::keysChoosePages()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(connected(console));
    const QStringList pages = {u"overviewPage"_s, u"usersPage"_s, u"queuePage"_s, u"invitePage"_s,
                               u"settingsPage"_s};
    QTRY_VERIFY(console.isSeen(u"usersPageButton"_s));
    QApplication::setActiveWindow(&console.window);
    for (int page = 4; page >= 0; --page) {
        QTest::keyClick(&console.window, static_cast<Qt::Key>(Qt::Key_1 + page),
                        Qt::ControlModifier);
        QTRY_VERIFY2(console.isSeen(pages[page]), qPrintable(pages[page]));
    }
}

QTEST_MAIN(TstConsole)
#include "tst_console.moc"
