// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/api/settings.h"
#include "shared/settings/schema.h"
#include "tests/gui/console.h"
#include "tests/gui/fake_daemon.h"
#include "tests/gui/relay.h"

#include <QCheckBox>
#include <QScrollArea>

using namespace roost;
using namespace Qt::StringLiterals;
using test::Console;
using test::Relay;

namespace {

constexpr int Patience = 15'000; // ms

} // namespace

/// The settings page, mostly with a real daemon.
class TstSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }
    void init();
    void settingsAreSavedAndSetBack();
    void settingsShowTheDaemonsRefusal();
    void settingsChangedElsewhereAppear();
    void aRefusalOfNewUsersLeadsToItsSetting();

private:
    std::unique_ptr<Relay> relay_;
};

void TstSettings::init()
{
    relay_ = std::make_unique<Relay>();
    QVERIFY(relay_->start());
    QVERIFY(relay_->setUp());
    QVERIFY(relay_->allowAccounts());
}

void TstSettings::settingsAreSavedAndSetBack()
{
    Console console(relay_->control());
    QVERIFY(console.connects());
    QTRY_VERIFY(console.isSeen(u"settingsPageButton"_s));
    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_max_user_send_per_minute"_s;
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(row), Patience);
    auto* field = console.find<QLineEdit>(u"field"_s, row);
    const QString before = field->text();
    QVERIFY(!console.isSeen(u"save"_s, row));
    test::type(field, u"0"_s);
    QVERIFY(console.isSeen(u"problem"_s, row));
    QVERIFY(!console.find<QPushButton>(u"save"_s, row)->isEnabled());
    console.find<QPushButton>(u"revert"_s, row)->click();
    QCOMPARE(field->text(), before);
    QVERIFY(!console.isSeen(u"problem"_s, row));

    test::type(field, u"77"_s);
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

void TstSettings::settingsShowTheDaemonsRefusal()
{
    Console console(relay_->control());
    QVERIFY(console.connects());
    QTRY_VERIFY(console.isSeen(u"settingsPageButton"_s));
    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_username_min_length"_s; // 20 is fine, but above the maximum of 9
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(row), Patience);
    test::type(console.find<QLineEdit>(u"field"_s, row), u"20"_s);
    console.find<QPushButton>(u"save"_s, row)->click();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"problem"_s, row), Patience);
    QVERIFY(!console.text(u"problem"_s, row).isEmpty());
    QCOMPARE(console.find<QLineEdit>(u"field"_s, row)->text(), u"20"_s);
}

void TstSettings::settingsChangedElsewhereAppear()
{
    Console console(relay_->control());
    QVERIFY(console.connects());
    QTRY_VERIFY(console.isSeen(u"settingsPageButton"_s));
    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_max_recipients"_s;
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(row), Patience);
    QVERIFY(relay_->ctl({u"setting"_s, u"max_recipients"_s, u"222"_s}));
    auto* field = console.find<QLineEdit>(u"field"_s, row);
    QTRY_COMPARE_WITH_TIMEOUT(field->text(), u"222"_s, Patience);
    test::type(field, u"333"_s); // what somebody is typing stays
    QVERIFY(relay_->ctl({u"setting"_s, u"max_recipients"_s, u"444"_s}));
    QTest::qWait(1500);
    QCOMPARE(field->text(), u"333"_s);
    console.find<QPushButton>(u"revert"_s, row)->click();
    QCOMPARE(field->text(), u"444"_s);
}

void TstSettings::aRefusalOfNewUsersLeadsToItsSetting()
{
    const test::ShortFolder folder;
    test::FakeDaemon daemon(folder.path(u"control.sock"_s));
    QVERIFY(daemon.listen());
    api::Subscribe::Reply snapshot;
    snapshot.overview.configured = true;
    snapshot.overview.state = api::RelayState::running;
    snapshot.overview.registration_refusal = {"disk", "min_free_disk_space", 1e9, 2e9};
    daemon.answer<api::Subscribe>(snapshot);
    api::SettingList::Reply all;
    for (const settings::Spec& spec : settings::schema()) {
        api::Setting& each = all.settings.emplace_back();
        each.name = spec.name;
        each.group = spec.group;
        each.type = "text";
    }
    daemon.answer<api::SettingList>(all);

    Console console(folder.path(u"control.sock"_s));
    QVERIFY(console.connects());
    QTRY_VERIFY(console.text(u"sentence"_s).contains(u"disk is nearly full"_s));
    console.click(u"nextStep"_s);
    QTRY_VERIFY(console.isSeen(u"settingsPage"_s));
    const QString row = u"setting_min_free_disk_space"_s;
    QTRY_VERIFY(console.find<QLineEdit>(u"field"_s, row)
                && console.window.focusWidget() == console.find<QLineEdit>(u"field"_s, row));
    QVERIFY(!console.find<QLineEdit>(u"field"_s, row)->visibleRegion().isEmpty());

    snapshot.overview.registration_refusal.reset(); // the daemon tells that it is over
    api::OverviewGet::Reply now;
    now.overview = snapshot.overview;
    daemon.answer<api::OverviewGet>(now);
    api::Event event;
    event.number = snapshot.number + 1;
    event.kind = api::EventKind::setup_changed;
    daemon.sendEvent(event);
    QTRY_VERIFY(!console.text(u"sentence"_s).contains(u"disk"_s));
}

QTEST_MAIN(TstSettings)
#include "tst_settings.moc"
