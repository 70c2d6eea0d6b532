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
constexpr int Stillness = 2000;  // ms

/// Waits until the console has asked nothing for a while; `requests` is all it asked before.
bool becomesStill(const test::Tap& tap, int& requests)
{
    QElapsedTimer still;
    requests = -1;
    const auto is_still = [&] {
        if (std::exchange(requests, tap.requests()) != tap.requests()) still.start();
        return still.elapsed() >= Stillness;
    };
    return QTest::qWaitFor(is_still, Patience);
}

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
    void aKilledDaemonIsNoticedAndComesBack();
    void withoutADaemonTheConsoleSaysWhereItLooked();
    void keysChoosePages();

private:
    void startSetUp();

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

void TstConsole::firstRunEndsWithAnInvite()
{
    Console console(relay_->control());
    QVERIFY(console.connects());
    QTRY_VERIFY(console.isSeen(u"setupPage"_s));
    QVERIFY(!console.isSeen(u"usersPageButton"_s));
    auto* apply = console.find<QPushButton>(u"applySetup"_s);
    QVERIFY(!apply->isEnabled());

    test::type(console.find<QLineEdit>(u"domain"_s), u"not a domain"_s);
    QVERIFY(!apply->isEnabled());
    QVERIFY(!console.text(u"domainProblem"_s).isEmpty());
    test::type(console.find<QLineEdit>(u"domain"_s), u"chat.example.org"_s);
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
    QVERIFY(console.connects());
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
    QVERIFY(console.connects());
    QTRY_VERIFY(console.text(u"sentence"_s).contains(u"first user"_s));
    // Hello, the past, subscribe; and one more when a busy machine has let in nobody new until now.
    int requests = 0;
    QVERIFY(becomesStill(tap, requests));
    QVERIFY(requests >= 3);
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
    QCOMPARE(tap.requests(), requests);
}

void TstConsole::loopbackInvitesSayThatPhonesCannotUseThem()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(console.connects());
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

void TstConsole::aKilledDaemonIsNoticedAndComesBack()
{
    startSetUp();
    QVERIFY(relay_->traffic({u"users"_s, u"1"_s}));
    Console console(relay_->control());
    QVERIFY(console.connects());
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
    QVERIFY(console.connects());
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
    QVERIFY(console.connects());
    QTRY_VERIFY(console.isSeen(u"setupPage"_s));
}

void TstConsole::keysChoosePages()
{
    startSetUp();
    Console console(relay_->control());
    QVERIFY(console.connects());
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
