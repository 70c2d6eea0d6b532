// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/user_model.h"
#include "gui/widgets/notice.h"
#include "gui/widgets/table_view.h"
#include "tests/gui/console.h"
#include "tests/gui/relay.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>

using namespace roost;
using namespace Qt::StringLiterals;
using test::Console;
using test::Relay;

namespace {

constexpr int Patience = 15'000; // ms

} // namespace

/// The users page with a real daemon.
class TstUsers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }
    void init();
    void usersAreBlockedDeletedAndRestored();
    void usersArePagedSortedAndFilteredByTheDaemon();
    void deletingForGoodIsAskedAbout();
    void deletedUsersMayStayAway();

private:
    void selectUser(Console& console, const QString& address);

    std::unique_ptr<Relay> relay_;
};

void TstUsers::init()
{
    relay_ = std::make_unique<Relay>();
    QVERIFY(relay_->start());
    QVERIFY(relay_->setUp());
    QVERIFY(relay_->allowAccounts());
}

void TstUsers::selectUser(Console& console, const QString& address)
{
    auto* table = console.find<widgets::TableView>(u"userTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, Patience);
    const auto found =
        table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, address, 1);
    QCOMPARE(found.size(), 1);
    table->selectRow(found[0].row());
}

void TstUsers::usersAreBlockedDeletedAndRestored()
{
    QVERIFY(relay_->traffic({u"users"_s, u"3"_s}));
    Console console(relay_->control());
    QVERIFY(console.connects());
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

void TstUsers::usersArePagedSortedAndFilteredByTheDaemon()
{
    QVERIFY(relay_->traffic({u"users"_s, u"105"_s}));
    Console console(relay_->control());
    QVERIFY(console.connects());
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
    test::type(console.find<QLineEdit>(u"userFilter"_s), u"user0004"_s);
    QTRY_COMPARE(table->model()->rowCount(), 10);
    test::type(console.find<QLineEdit>(u"userFilter"_s), u"nobody"_s);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QVERIFY(table->isVisible());
}

void TstUsers::deletingForGoodIsAskedAbout()
{
    QVERIFY(relay_->traffic({u"users"_s, u"2"_s}));
    QVERIFY(relay_->ctl({u"setting"_s, u"deleted_account_undo_seconds"_s, u"0"_s}));
    Console console(relay_->control());
    QVERIFY(console.connects());
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

void TstUsers::deletedUsersMayStayAway()
{
    QVERIFY(relay_->traffic({u"users"_s, u"2"_s}));
    Console console(relay_->control());
    QVERIFY(console.connects());
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

QTEST_MAIN(TstUsers)
#include "tst_users.moc"
