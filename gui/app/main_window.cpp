// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/main_window.h"

#include "gui/app/invite_controller.h"
#include "gui/app/queue_controller.h"
#include "gui/app/relay_controller.h"
#include "gui/app/settings_controller.h"
#include "gui/app/setup_controller.h"
#include "gui/app/users_controller.h"
#include "gui/models/wire_text.h"
#include "gui/pages/invite_page.h"
#include "gui/pages/overview_page.h"
#include "gui/pages/queue_page.h"
#include "gui/pages/settings_page.h"
#include "gui/pages/setup_page.h"
#include "gui/pages/users_page.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace roost::console {

using client::Client;
using widgets::Glyph;

namespace {

constexpr QSize FirstSize(1100, 800);
constexpr QSize LeastSize(820, 560);

} // namespace

MainWindow::MainWindow(Client& client, Look& look, QWidget* parent)
    : QMainWindow(parent), client_(client), look_(look), rail_(new Rail), stack_(new QStackedWidget)
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(LeastSize);
    auto* inside = new QWidget;
    auto* row = new QHBoxLayout(inside);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addWidget(stack_, 1);
    setCentralWidget(inside);
    buildPages();
    buildKeys();
    buildAppearance();
    connect(rail_, &Rail::chosen, this, &MainWindow::choose);
    connect(&relay_, &models::RelayModel::changed, this, &MainWindow::onRelayChanged);
    new RelayController(client, relay_, this);
    restore();
    onRelayChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPages()
{
    overview_ = new pages::OverviewPage(relay_);
    auto* users = new pages::UsersPage(relay_, users_);
    auto* queue = new pages::QueuePage(relay_, queue_);
    invite_ = new pages::InvitePage(relay_);
    auto* settings = new pages::SettingsPage(relay_);
    setup_ = new pages::SetupPage(relay_);
    addPage(overview_, Glyph::overview, tr("Overview"));
    addPage(users, Glyph::users, tr("Users"));
    addPage(queue, Glyph::queue, tr("Queue"));
    addPage(invite_, Glyph::invite, tr("Invite"));
    addPage(settings, Glyph::settings, tr("Settings"));
    setup_index_ = addPage(setup_, Glyph::setup, tr("Set up"));
    new UsersController(client_, relay_, users_, *users, this);
    new QueueController(client_, relay_, queue_, *queue, this);
    new SettingsController(client_, relay_, *settings, this);
    new InviteController(client_, relay_, *invite_, this);
    new SetupController(client_, *setup_, this);
    connect(overview_, &pages::OverviewPage::inviteRequested, this,
            [this] { openPage(u"invitePage"_s); });
    connect(overview_, &pages::OverviewPage::queueRequested, this,
            [this] { openPage(u"queuePage"_s); });
    connect(overview_, &pages::OverviewPage::settingRequested, this,
            [this, settings](const std::string& name) {
                settings->showSetting(name);
                openPage(u"settingsPage"_s);
            });
    connect(overview_, &pages::OverviewPage::setUpRequested, this,
            [this] { choose(setup_index_); });
    connect(setup_, &pages::SetupPage::finished, this, [this] {
        onRelayChanged();
        choose(0);
    });
    choose(0);
}

int MainWindow::addPage(pages::Page* page, Glyph glyph, const QString& rail_text)
{
    stack_->addWidget(page);
    connect(page, &pages::Page::tryNowRequested, &client_, &Client::tryNow);
    return rail_->addPage(glyph, rail_text, page->objectName() + u"Button"_s);
}

void MainWindow::buildKeys()
{
    for (int page = 0; page < stack_->count(); ++page) {
        auto* key =
            new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + page)), this);
        connect(key, &QShortcut::activated, this, [this, page] { choose(page); });
    }
    auto* again = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(again, &QShortcut::activated, this, &MainWindow::refresh);
    auto* quit = new QShortcut(QKeySequence::Quit, this);
    connect(quit, &QShortcut::activated, this, &QWidget::close);
}

/// Light, dark, or as the desktop is.
void MainWindow::buildAppearance()
{
    auto* menu = new QMenu(this);
    auto* group = new QActionGroup(this);
    struct Choice {
        Scheme scheme;
        QString text;
    };
    const QList<Choice> choices = {{Scheme::system, tr("As the desktop")},
                                   {Scheme::light, tr("Light")},
                                   {Scheme::dark, tr("Dark")}};
    const auto saved = static_cast<Scheme>(QSettings().value(u"appearance"_s, 0).toInt());
    for (const Choice& choice : choices) {
        QAction* action = menu->addAction(choice.text);
        action->setCheckable(true);
        action->setChecked(choice.scheme == saved);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, scheme = choice.scheme] {
            QSettings().setValue(u"appearance"_s, static_cast<int>(scheme));
            look_.setScheme(scheme);
        });
    }
    QToolButton* button = rail_->addFoot(Glyph::look, tr("Appearance"));
    button->setObjectName(u"appearance"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    if (saved == Scheme::light || saved == Scheme::dark) look_.setScheme(saved);
}

void MainWindow::openPage(const QString& object_name)
{
    for (int page = 0; page < stack_->count(); ++page)
        if (stack_->widget(page)->objectName() == object_name) return choose(page);
}

/// A relay without a name has nothing to show but the page that gives it one.
void MainWindow::choose(int page)
{
    const bool is_new =
        setup_->isUnderWay()
        || (relay_.isKnown() && relay_.isConnected() && !relay_.overview().configured);
    if (is_new) page = setup_index_;
    if (!is_new && page == setup_index_) page = 0;
    stack_->setCurrentIndex(page);
    rail_->setCurrent(page);
}

void MainWindow::onRelayChanged()
{
    const bool is_new = setup_->isUnderWay() || (relay_.isKnown() && !relay_.overview().configured);
    for (int page = 0; page < stack_->count(); ++page)
        rail_->setPageVisible(page, (page == setup_index_) == is_new);
    const QString domain = models::shownText(relay_.overview().domain);
    setWindowTitle(domain.isEmpty() ? u"Roost"_s : u"%1 – Roost"_s.arg(domain));
    choose(stack_->currentIndex());
}

void MainWindow::refresh()
{
    if (!relay_.isConnected()) return client_.tryNow();
    if (auto* page = qobject_cast<pages::Page*>(stack_->currentWidget()))
        Q_EMIT page->refreshRequested();
}

void MainWindow::restore()
{
    constexpr QSize Frame(16, 48); // that the desktop puts around
    resize(FirstSize.boundedTo(screen()->availableSize() - Frame).expandedTo(LeastSize));
    restoreGeometry(QSettings().value(u"geometry"_s).toByteArray());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings().setValue(u"geometry"_s, saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace roost::console
