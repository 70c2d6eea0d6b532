// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"
#include "gui/widgets/live_chart.h"
#include "gui/widgets/qr_code.h"
#include "gui/widgets/table_view.h"
#include "tests/gui/console.h"
#include "tests/gui/relay.h"

#include <QDir>
#include <QProcess>
#include <QRadioButton>
#include <QSpinBox>

using namespace roost;
using namespace Qt::StringLiterals;
using client::Link;
using test::Console;
using test::Relay;

namespace {

constexpr int Patience = 15'000; // ms

} // namespace

/// Pictures of every page, light and dark, for people to look at: TEST_OUTPUT/screenshots.
class TstScreenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noRelay();
    void firstRun();
    void pages();
    void connectionLost();
    void german();

private:
    void grab(Console& console, const QString& name);
    void connectTo(Console& console)
    {
        QTRY_COMPARE_WITH_TIMEOUT(console.client.state().link, Link::connected, Patience);
    }

    QString folder_ = QStringLiteral(TEST_OUTPUT "/screenshots");
    Relay relay_;
};

void TstScreenshots::initTestCase()
{
    test::useOwnSettings();
    QVERIFY(QDir().mkpath(folder_));
}

void TstScreenshots::grab(Console& console, const QString& name)
{
    for (const auto scheme : {console::Scheme::light, console::Scheme::dark}) {
        console.look.setScheme(scheme);
        QTest::qWait(50); // the look is applied by events
        const QString kind = scheme == console::Scheme::light ? u"light"_s : u"dark"_s;
        const QImage image = console.window.grab().toImage();
        QVERIFY(image.save(folder_ + u"/%1-%2.png"_s.arg(name, kind)));
        const int lightness = image.pixelColor(image.width() - 5, image.height() - 5).lightness();
        QCOMPARE(lightness > 128, scheme == console::Scheme::light);
    }
    console.look.setScheme(console::Scheme::light);
}

void TstScreenshots::noRelay()
{
    Console console(relay_.control());
    QTRY_VERIFY(console.isSeen(u"wayBack"_s));
    grab(console, u"no-relay"_s);
    console.click(u"usersPageButton"_s);
    grab(console, u"no-relay-users"_s);
}

void TstScreenshots::firstRun()
{
    QVERIFY(relay_.start());
    Console console(relay_.control());
    connectTo(console);
    QTRY_VERIFY(console.isSeen(u"setupPage"_s));
    auto* domain = console.find<QLineEdit>(u"domain"_s);
    domain->setText(u"not a domain"_s);
    grab(console, u"setup"_s);
    relay_.setOffset(Relay::freeOffset());
    console.find<QRadioButton>(u"onlyHereChoice"_s)->click();
    console.find<QSpinBox>(u"portOffset"_s)->setValue(relay_.offset());
    console.click(u"applySetup"_s);
    auto* code = console.find<widgets::QrCode>(u"inviteCode"_s, u"setupPage"_s);
    QTRY_VERIFY_WITH_TIMEOUT(code->isVisible() && code->isDrawn(), Patience);
    grab(console, u"setup-done"_s);
}

void TstScreenshots::pages()
{
    QVERIFY(relay_.allowAccounts());
    QVERIFY(relay_.traffic({u"users"_s, u"24"_s}));
    Console console(relay_.control());
    connectTo(console);
    QVERIFY(relay_.traffic({u"chat"_s, u"15"_s}));
    grab(console, u"overview"_s);

    console.click(u"usersPageButton"_s);
    auto* table = console.find<widgets::TableView>(u"userTable"_s);
    QTRY_VERIFY(table->model()->rowCount() > 20);
    table->selectRow(3);
    console.click(u"blockUser"_s);
    QTRY_VERIFY(console.isSeen(u"happened"_s, u"usersPage"_s));
    QTest::qWait(500);
    grab(console, u"users"_s);

    console.click(u"invitePageButton"_s);
    auto* code = console.find<widgets::QrCode>(u"inviteCode"_s, u"invitePage"_s);
    QTRY_VERIFY(code->isVisible() && code->isDrawn());
    grab(console, u"invite"_s);

    console.click(u"settingsPageButton"_s);
    const QString row = u"setting_max_user_send_per_minute"_s;
    QTRY_VERIFY(console.find<QWidget>(row));
    grab(console, u"settings"_s);
    console.find<QLineEdit>(u"settingSearch"_s)->setText(u"message"_s);
    console.find<QLineEdit>(u"field"_s, row)->setFocus();
    QTest::keyClicks(console.find<QLineEdit>(u"field"_s, row), u"x"_s);
    grab(console, u"settings-problem"_s);
}

void TstScreenshots::connectionLost()
{
    Console console(relay_.control());
    connectTo(console);
    console.click(u"usersPageButton"_s);
    QTRY_VERIFY(console.isSeen(u"userTable"_s));
    relay_.kill();
    QTRY_VERIFY_WITH_TIMEOUT(console.isSeen(u"linkNotice"_s, u"usersPage"_s), Patience);
    grab(console, u"users-lost"_s);
    console.click(u"overviewPageButton"_s);
    QTRY_VERIFY(console.isSeen(u"wayBack"_s));
    grab(console, u"overview-lost"_s);
}

void TstScreenshots::german()
{
    console::speak(QLocale(QLocale::German));
    QLocale::setDefault(QLocale(QLocale::German));
    QVERIFY(relay_.start());
    Console console(relay_.control());
    connectTo(console);
    for (const QString& page : {u"overview"_s, u"users"_s, u"invite"_s, u"settings"_s}) {
        console.click(page + u"PageButton"_s);
        QTest::qWait(400);
        grab(console, u"german-"_s + page);
    }
}

QTEST_MAIN(TstScreenshots)
#include "tst_screenshots.moc"
