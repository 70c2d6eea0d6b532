// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_view.h"
#include "shared/api/explanations.h"
#include "shared/api/invite.h"
#include "shared/api/peers.h"
#include "shared/api/queue.h"
#include "shared/api/settings.h"
#include "shared/api/setup.h"
#include "shared/api/users.h"
#include "tests/gui/console.h"
#include "tests/gui/fake_daemon.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QTabBar>
#include <QToolTip>

using namespace roost;
using namespace Qt::StringLiterals;
using client::Link;
using test::Console;
using test::FakeDaemon;

namespace {

const std::string Evil =
    "<img src=\"http://evil.example/x.png\"><b>bold</b>\u202egpj.exe\x1b[31m\n";
const QString Literal = u"<img src=\"http://evil.example/x.png\"><b>bold</b>gpj.exe[31m"_s;

api::Overview evilOverview()
{
    api::Overview overview;
    overview.configured = true;
    overview.domain = Evil;
    overview.version = Evil;
    overview.state = api::RelayState::degraded;
    overview.listeners = {{Evil, Evil, 993, Evil}, {Evil, Evil, 143, {}}};
    return overview;
}

api::Setting evilSetting(const std::string& name, const std::string& type)
{
    api::Setting setting;
    setting.name = name + Evil;
    setting.group = Evil;
    setting.type = type;
    setting.unit = Evil;
    setting.help = Evil;
    setting.risk = Evil;
    setting.choices = {Evil, "other"};
    setting.value = Evil;
    setting.default_value = Evil;
    setting.maximum = 10'000;
    return setting;
}

api::QueueGroup evilGroup()
{
    api::QueueGroup group;
    group.domain = Evil;
    group.cause = Evil;
    group.explanation = "evil";
    group.last_error = Evil;
    group.recipients = 1;
    group.next_try_at = 5;
    return group;
}

api::QueueMessage evilMessage()
{
    api::QueueMessage message;
    message.id = 1;
    message.sender = Evil;
    message.recipient = Evil;
    message.domain = Evil;
    message.last_error = Evil;
    message.explanation = Evil; // of a newer daemon
    return message;
}

} // namespace

/// A daemon that is not what it seems, or passes on what strangers wrote: nothing it sends is taken
/// for HTML, changes the direction of writing, or breaks the console.
class TstHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }
    void init();
    void overviewIsLiteral();
    void invitesAreLiteral();
    void usersAreLiteral();
    void queueIsLiteral();
    void peersAreLiteral();
    void settingsAreLiteral();
    void refusalsAreLiteral_data();
    void refusalsAreLiteral();
    void setupRefusalsAreLiteral();
    void beingShownTheDoorIsLiteral();
    void endlessTextIsCut();

private:
    void start();
    void verifyHarmless();
    bool isShown(const QString& text);

    test::ShortFolder folder_;
    std::unique_ptr<FakeDaemon> daemon_;
    std::unique_ptr<Console> console_;
};

void TstHostile::init()
{
    console_.reset();
    daemon_ = std::make_unique<FakeDaemon>(folder_.path(u"control.sock"_s));
    QVERIFY(daemon_->listen());
    api::Subscribe::Reply snapshot;
    snapshot.overview = evilOverview();
    daemon_->answer<api::Subscribe>(snapshot);
}

void TstHostile::start()
{
    console_ = std::make_unique<Console>(folder_.path(u"control.sock"_s));
    QTRY_COMPARE(console_->client.state().link, Link::connected);
}

bool TstHostile::isShown(const QString& text)
{
    for (const auto* label : console_->window.findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(text)) return true;
    return false;
}

void TstHostile::verifyHarmless()
{
    const auto verify = [](const QString& text) {
        for (const QChar c : text)
            QVERIFY2(c == u'\n'
                         || (c.category() != QChar::Other_Format
                             && c.category() != QChar::Other_Control),
                     qPrintable(text));
    };
    for (const auto* label : console_->window.findChildren<QLabel*>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(),
                 qPrintable(label->text()));
        verify(label->text());
    }
    for (const auto* line : console_->window.findChildren<QLineEdit*>()) verify(line->text());
    for (const auto* button : console_->window.findChildren<QAbstractButton*>())
        verify(button->text());
    for (const auto* widget : console_->window.findChildren<QWidget*>()) {
        verify(widget->accessibleName());
        QVERIFY2(!widget->toolTip().contains(u'<'), qPrintable(widget->toolTip()));
    }
    verify(console_->window.windowTitle());
}

void TstHostile::overviewIsLiteral()
{
    start();
    QTRY_VERIFY(isShown(Literal));
    QVERIFY(console_->text(u"advice"_s).contains(Literal));
    verifyHarmless();
}

void TstHostile::invitesAreLiteral()
{
    api::InviteGet::Reply invite;
    invite.link = "dclogin:" + Evil;
    daemon_->answer<api::InviteGet>(invite);
    start();
    console_->click(u"invitePageButton"_s);
    auto* line = console_->find<QLineEdit>(u"copyText"_s, u"invitePage"_s);
    QTRY_COMPARE(line->text().trimmed(), u"dclogin:"_s + Literal);
    verifyHarmless();
}

void TstHostile::usersAreLiteral()
{
    api::UserList::Reply reply;
    api::User user;
    user.address = Evil;
    reply.users = {user};
    reply.total = 1;
    daemon_->answer<api::UserList>(reply);
    daemon_->answer<api::UserBlock>({});
    start();
    console_->click(u"usersPageButton"_s);
    auto* table = console_->find<widgets::TableView>(u"userTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 0).data().toString().trimmed(), Literal);
    table->selectRow(0);
    console_->click(u"blockUser"_s);
    QTRY_VERIFY(console_->text(u"noticeText"_s, u"usersPage/happened"_s).contains(Literal));
    verifyHarmless();
}

void TstHostile::queueIsLiteral()
{
    api::QueueList::Reply list;
    list.groups = {evilGroup()};
    list.recipients = 1;
    daemon_->answer<api::QueueList>(list);
    api::ExplanationList::Reply texts;
    texts.explanations = {{"evil", Evil, Evil, explanations::Who::nobody, Evil}};
    daemon_->answer<api::ExplanationList>(texts);
    api::QueueMessages::Reply messages;
    messages.messages = {evilMessage()};
    daemon_->answer<api::QueueMessages>(messages);
    daemon_->refuse<api::QueueDiscard>(Error(Code::unavailable, Evil));
    start();
    console_->click(u"queuePageButton"_s);
    auto* table = console_->find<widgets::TableView>(u"groupTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 0).data().toString().trimmed(), Literal);
    QTRY_VERIFY(console_->text(u"lastAnswer"_s, u"waitingPanel"_s).contains(Literal));
    QTRY_VERIFY(console_->text(u"explanationTitle"_s, u"waitingPanel"_s).contains(Literal));
    verifyHarmless();
    console_->click(u"bounceQueued"_s, u"waitingPanel"_s);
    auto* question = console_->window.findChild<QMessageBox*>(u"confirmBounce"_s);
    QVERIFY(question->text().contains(Literal));
    verifyHarmless();
    question->reject();
    console_->click(u"discardQueued"_s, u"waitingPanel"_s);
    QTRY_VERIFY(console_->text(u"noticeText"_s, u"queuePage/happened"_s).contains(Literal));
    verifyHarmless();
    console_->click(u"openGroup"_s);
    QTRY_VERIFY(console_->text(u"lastAnswer"_s, u"messagesPanel"_s).contains(Literal));
    QVERIFY(console_->text(u"messagesHeading"_s).contains(Literal));
    verifyHarmless();
}

void TstHostile::peersAreLiteral()
{
    daemon_->answer<api::QueueList>({});
    daemon_->answer<api::ExplanationList>({});
    api::Peer peer;
    peer.domain = Evil;
    peer.channel = Evil;
    peer.last_error = Evil;
    peer.explanation = Evil;
    api::PeerList::Reply peers;
    peers.peers = {peer};
    daemon_->answer<api::PeerList>(peers);
    api::QueueRules::Reply rules;
    rules.rules = {{Evil, 5}};
    daemon_->answer<api::QueueRules>(rules);
    start();
    console_->click(u"queuePageButton"_s);
    auto* tabs = console_->find<QTabBar>(u"queueTabs"_s);
    QTRY_VERIFY(console_->isSeen(u"queueEmpty"_s));
    tabs->setCurrentIndex(3);
    auto* table = console_->find<widgets::TableView>(u"peerTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QTRY_VERIFY(console_->text(u"lastAnswer"_s, u"peersPanel"_s).contains(Literal));
    for (int column = 0; column < table->model()->columnCount(); ++column)
        QVERIFY(!table->model()->index(0, column).data().toString().contains(u'\u202e'));
    verifyHarmless();
    tabs->setCurrentIndex(1);
    auto* held = console_->find<widgets::TableView>(u"ruleTable"_s);
    QTRY_COMPARE(held->model()->rowCount(), 1);
    QCOMPARE(held->model()->index(0, 0).data().toString().trimmed(), Literal);
    verifyHarmless();
}

void TstHostile::settingsAreLiteral()
{
    api::SettingList::Reply reply;
    for (const char* type : {"text", "whole", "flag", "choice", "octets", "a type of tomorrow"})
        reply.settings.push_back(evilSetting(type, type));
    daemon_->answer<api::SettingList>(reply);
    start();
    console_->click(u"settingsPageButton"_s);
    QTRY_VERIFY(isShown(Literal));
    verifyHarmless();
    for (const auto* choice : console_->window.findChildren<QComboBox*>())
        QCOMPARE(choice->itemText(0).trimmed(), Literal);
}

void TstHostile::refusalsAreLiteral_data()
{
    QTest::addColumn<QString>("page");
    for (const char* page : {"users", "queue", "invite", "settings"})
        QTest::newRow(page) << QString::fromLatin1(page) + u"Page"_s;
}

void TstHostile::refusalsAreLiteral()
{
    QFETCH(QString, page);
    const Error error(Code::internal, Evil);
    daemon_->refuse<api::UserList>(error);
    daemon_->refuse<api::QueueList>(error);
    daemon_->refuse<api::ExplanationList>(error);
    daemon_->refuse<api::InviteGet>(error);
    daemon_->refuse<api::SettingList>(error);
    start();
    console_->click(page + u"Button"_s);
    QTRY_VERIFY(console_->text(u"stateText"_s, page).contains(Literal));
    QVERIFY(console_->isSeen(u"stateAction"_s, page)); // Try again
    verifyHarmless();
}

void TstHostile::setupRefusalsAreLiteral()
{
    daemon_->answer<api::Subscribe>({});
    daemon_->refuse<api::SetupApply>(Error(Code::invalid, Evil));
    start();
    auto* domain = console_->find<QLineEdit>(u"domain"_s);
    QTRY_VERIFY(domain->isVisible());
    domain->setText(u"chat.example.org"_s);
    console_->click(u"applySetup"_s);
    QTRY_VERIFY(console_->text(u"noticeText"_s, u"setupPage/happened"_s).contains(Literal));
    verifyHarmless();
}

void TstHostile::beingShownTheDoorIsLiteral()
{
    daemon_->greetWith(json::errorLine(json::RpcError(json::Refused, Error(Code::denied, Evil))));
    console_ = std::make_unique<Console>(folder_.path(u"control.sock"_s));
    QTRY_VERIFY(console_->text(u"advice"_s).contains(Literal));
    verifyHarmless();
}

void TstHostile::endlessTextIsCut()
{
    api::Subscribe::Reply snapshot;
    snapshot.overview = evilOverview();
    snapshot.overview.version = std::string(900'000, 'x');
    daemon_->answer<api::Subscribe>(snapshot);
    start();
    QTRY_VERIFY(isShown(QString(500, u'x') + u"…"_s));
    QVERIFY(!isShown(QString(501, u'x')));
}

QTEST_MAIN(TstHostile)
#include "tst_hostile.moc"
