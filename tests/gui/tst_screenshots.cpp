// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/language.h"
#include "gui/widgets/live_chart.h"
#include "gui/widgets/qr_code.h"
#include "gui/widgets/table_view.h"
#include "shared/api/peers.h"
#include "shared/api/queue.h"
#include "shared/explanations/explanations.h"
#include "tests/gui/console.h"
#include "tests/gui/fake_daemon.h"
#include "tests/gui/relay.h"

#include <QDir>
#include <QMenu>
#include <QProcess>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabBar>

#include <array>

using namespace roost;
using namespace Qt::StringLiterals;
using client::Link;
using test::Console;
using test::Relay;

namespace {

constexpr int Patience = 15'000; // ms

/// What a relay in the middle of things has in its queue.
struct Troubled {
    explicit Troubled(test::FakeDaemon& daemon) : now(QDateTime::currentSecsSinceEpoch())
    {
        const std::string listed = "554-IP address is block listed. For explanation visit "
                                   "https://postmaster.example.net/case?c=r0201&v=192.0.2.7";
        add("mail.example.net", "blocklisted", listed, 41, 300);
        add("posteo.example", "greylisted", "451 4.7.1 Greylisted, please try again later", 6, 240);
        add("chat.example.org", "connect_timeout",
            "451 4.4.1 mx.chat.example.org port 25: no answer in time", 17, 1900);
        add("old.example.com", "certificate_expired",
            "451 4.7.5 the certificate of mx.old.example.com ended on 2026-11-20", 2, 4000);
        add("friends.example", "held", "", 3, 0);
        list.groups[4].held_until = now + 86400;
        list.recipients = 69;
        list.discarded = 4;
        daemon.answer<api::QueueList>(list);
        daemon.answer<api::QueueMessages>(messages());
        daemon.answer<api::QueueRules>(rules());
        daemon.answer<api::PeerList>(peers());
        api::ExplanationList::Reply texts;
        for (const auto& each : explanations::catalogue())
            texts.explanations.push_back({std::string(each.id), std::string(each.title),
                                          std::string(each.what_happened), each.who,
                                          std::string(each.what_to_do)});
        daemon.answer<api::ExplanationList>(texts);
    }

    void add(const std::string& domain,
             const std::string& why,
             const std::string& line,
             std::int64_t recipients,
             std::int64_t wait)
    {
        api::QueueGroup group;
        group.domain = domain;
        group.cause = why;
        group.explanation = why;
        group.last_error = line;
        group.messages = group.recipients = recipients;
        group.octets = recipients * 31'000;
        group.attempts = 3;
        group.oldest_at = now - 7200;
        group.next_try_at = now + wait;
        group.gives_up_at = now + 150'000;
        list.groups.push_back(group);
    }

    api::QueueMessages::Reply messages() const
    {
        api::QueueMessages::Reply reply;
        for (int i = 0; i < 12; ++i) {
            api::QueueMessage message;
            message.id = i + 1;
            message.sender = "owl" + std::to_string(100 + 7 * i) + "@roost.example";
            message.recipient = "friend" + std::to_string(i) + "@mail.example.net";
            message.domain = "mail.example.net";
            message.state = i == 3 ? api::QueueState::held : api::QueueState::waits;
            message.octets = 2100 + 9000 * i;
            message.queued_at = now - 7200 + 60 * i;
            message.attempts = 1 + i % 4;
            message.next_try_at = i == 3 ? 0 : now + 60 * i;
            message.last_error = list.groups[0].last_error;
            message.explanation = i == 3 ? "held" : "blocklisted";
            message.erase_at = now + 80'000;
            reply.messages.push_back(message);
        }
        return reply;
    }

    api::QueueRules::Reply rules() const
    {
        api::QueueRules::Reply reply;
        reply.rules = {{"friends.example", now + 86400}, {"spam.example", 253'402'300'799}};
        return reply;
    }

    api::PeerList::Reply peers() const
    {
        api::PeerList::Reply reply;
        const std::array domains = {"chat.example.org", "mail.example.net", "nine.example",
                                    "posteo.example", "owls.example"};
        for (std::size_t i = 0; i < domains.size(); ++i) {
            api::Peer peer;
            peer.domain = domains[i];
            peer.standing = i == 1 ? api::Standing::failing : api::Standing::good;
            peer.delivered = 1411 - 250 * static_cast<std::int64_t>(i);
            peer.deferred = i == 1 ? 82 : static_cast<std::int64_t>(i);
            peer.latency_millis = 180 + 95 * static_cast<std::int64_t>(i);
            peer.channel = i % 2 == 0 ? "https" : "smtp";
            peer.last_success_at = now - 40 * static_cast<std::int64_t>(i * i);
            if (i == 1) {
                peer.last_failure_at = now - 30;
                peer.explanation = "blocklisted";
                peer.last_error = list.groups[0].last_error;
            }
            reply.peers.push_back(peer);
        }
        return reply;
    }

    std::int64_t now;
    api::QueueList::Reply list;
};

void refuseNewUsers(test::FakeDaemon& daemon)
{
    api::Subscribe::Reply snapshot;
    snapshot.overview.configured = true;
    snapshot.overview.domain = "chat.example.org";
    snapshot.overview.state = api::RelayState::running;
    snapshot.overview.stats.accounts = 240;
    snapshot.overview.registration_refusal = {"load", "max_load_1m", 12.4, 8};
    snapshot.overview.registrations_refused = 7;
    daemon.answer<api::Subscribe>(snapshot);
}

api::QueueMessages::Reply discardedMessages()
{
    const auto now = QDateTime::currentSecsSinceEpoch();
    api::QueueMessages::Reply reply;
    for (int i = 0; i < 4; ++i) {
        api::QueueMessage message;
        message.id = 100 + i;
        message.sender = i == 3 ? "" : "heron" + std::to_string(i) + "@roost.example";
        message.recipient = "nobody" + std::to_string(i) + "@gone.example";
        message.domain = "gone.example";
        message.state = api::QueueState::discarded;
        message.octets = 4300 * (i + 1);
        message.queued_at = now - 90'000 - 500 * i;
        message.attempts = 11;
        message.last_error = "451 4.4.3 the mail servers of gone.example: no name server of the "
                             "domain answered within 10 seconds";
        message.explanation = "dns_failed";
        message.erase_at = now + 80'000 - 1000 * i;
        reply.messages.push_back(message);
    }
    return reply;
}

} // namespace

/// Pictures of every page, light and dark, for people to look at: TEST_OUTPUT/screenshots.
class TstScreenshots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noRelay();
    void firstRun();
    void pages();
    void queue();
    void connectionLost();
    void german();

private:
    void grab(Console& console, const QString& name);
    void grabQueue(Console& console, test::FakeDaemon& daemon, const QString& prefix);
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
    console::speak(QLocale(QLocale::English)); // as the program does: the words have their plurals
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

void TstScreenshots::grabQueue(Console& console, test::FakeDaemon& daemon, const QString& prefix)
{
    console.click(u"queuePageButton"_s);
    auto* groups = console.find<widgets::TableView>(u"groupTable"_s);
    QTRY_COMPARE(groups->model()->rowCount(), 5);
    QTest::qWait(300);
    grab(console, prefix + u"queue"_s);
    console.click(u"openGroup"_s);
    auto* messages = console.find<widgets::TableView>(u"messageTable"_s);
    QTRY_COMPARE(messages->model()->rowCount(), 12);
    QTest::qWait(100); // columns find their widths
    grab(console, prefix + u"queue-messages"_s);
    const QStringList names = {u"queue-held"_s, u"queue-discarded"_s, u"queue-servers"_s};
    daemon.answer<api::QueueMessages>(discardedMessages());
    for (int tab = 1; tab <= 3; ++tab) {
        console.find<QTabBar>(u"queueTabs"_s)->setCurrentIndex(tab);
        QTest::qWait(300);
        grab(console, prefix + names[tab - 1]);
    }
}

void TstScreenshots::queue()
{
    const test::ShortFolder folder;
    test::FakeDaemon daemon(folder.path(u"control.sock"_s));
    QVERIFY(daemon.listen());
    daemon.answer<api::QueueList>({});
    daemon.answer<api::ExplanationList>({});
    {
        Console console(folder.path(u"control.sock"_s));
        connectTo(console);
        console.click(u"queuePageButton"_s);
        QTRY_VERIFY(console.isSeen(u"queueEmpty"_s));
        grab(console, u"queue-empty"_s);
    }
    const Troubled troubled(daemon);
    refuseNewUsers(daemon);
    Console console(folder.path(u"control.sock"_s));
    connectTo(console);
    grab(console, u"overview-refusing"_s);
    grabQueue(console, daemon, {});
    console.find<QTabBar>(u"queueTabs"_s)->setCurrentIndex(0);
    daemon.answer<api::QueueRuleSet>({});
    auto* hold = console.find<QPushButton>(u"holdQueued"_s, u"waitingPanel"_s);
    QTRY_VERIFY(hold->isEnabled());
    hold->menu()->actions()[1]->trigger();
    QTRY_VERIFY(console.isSeen(u"happened"_s, u"queuePage"_s));
    grab(console, u"queue-done"_s);
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
    const test::ShortFolder folder;
    test::FakeDaemon daemon(folder.path(u"control.sock"_s));
    QVERIFY(daemon.listen());
    const Troubled troubled(daemon);
    refuseNewUsers(daemon);
    Console troubled_console(folder.path(u"control.sock"_s));
    connectTo(troubled_console);
    grab(troubled_console, u"german-overview-refusing"_s);
    grabQueue(troubled_console, daemon, u"german-"_s);
}

QTEST_MAIN(TstScreenshots)
#include "tst_screenshots.moc"
