// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/users_page.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"
#include "gui/pages/user_acts.h"
#include "gui/widgets/label.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace roost::pages {

using models::UserModel;
using widgets::Script;

namespace {

constexpr std::int64_t PageRows = 100;
constexpr int MaxFilter = 320; // what the daemon takes
constexpr std::chrono::milliseconds TypingPause{250};

bool deletes(UserAct act)
{
    return act == UserAct::erase || act == UserAct::close;
}

} // namespace

UsersPage::UsersPage(const models::RelayModel& relay, UserModel& users, QWidget* parent)
    : Page(relay, tr("Users"), parent), users_(users), table_(new widgets::TableView)
{
    setObjectName(u"usersPage"_s);
    content()->setSpacing(12);
    content()->addWidget(buildTools());
    table_->setObjectName(u"userTable"_s);
    table_->setAccessibleName(tr("Addresses of this relay"));
    table_->setModel(&users_);
    table_->setWideColumn(UserModel::Address);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->installEventFilter(this);
    table_->showSorted(UserModel::Address, Qt::AscendingOrder);
    content()->addWidget(table_, 1);
    content()->addWidget(buildPager());
    connect(table_, &widgets::TableView::sortRequested, this, &UsersPage::sortBy);
    connect(table_, &QWidget::customContextMenuRequested, this, &UsersPage::openMenu);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &UsersPage::updateActs);
    connect(&users_, &QAbstractItemModel::dataChanged, this, &UsersPage::updateActs);
    connect(happened(), &widgets::Notice::actionRequested, this, [this] {
        if (!undo_) return;
        const Undo undo = *std::exchange(undo_, std::nullopt);
        happened()->hide();
        Q_EMIT actRequested(undo.act, undo.addresses);
    });
    showState(tr("Loading the users …"), {});
    UsersPage::onRelayChanged();
}

QWidget* UsersPage::buildTools()
{
    auto* tools = new QWidget;
    auto* rows = new QVBoxLayout(tools); // beside each other they fit in short languages alone
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    filter_ = new QLineEdit;
    filter_->setObjectName(u"userFilter"_s);
    filter_->setPlaceholderText(tr("Part of an address"));
    filter_->setAccessibleName(tr("Show only addresses with this in them"));
    filter_->setClearButtonEnabled(true);
    filter_->setMaxLength(MaxFilter);
    filter_->setMinimumWidth(220);
    filter_->setMaximumWidth(360);
    rows->addWidget(filter_);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    rows->addLayout(row);
    copy_ = new QPushButton(tr("Copy address"));
    copy_->setObjectName(u"copyAddress"_s);
    row->addWidget(copy_);
    for (const UserActWords& words : userActs())
        row->addWidget(addAct(words.act, words.button, words.object_name));
    row->addStretch(1);
    filter_pause_.setSingleShot(true);
    filter_pause_.setInterval(TypingPause);
    connect(filter_, &QLineEdit::textChanged, &filter_pause_, qOverload<>(&QTimer::start));
    connect(&filter_pause_, &QTimer::timeout, this, [this] { turnTo(0); });
    connect(copy_, &QPushButton::clicked, this, &UsersPage::copySelected);
    return tools;
}

QPushButton* UsersPage::addAct(UserAct act, const QString& text, const QString& object_name)
{
    auto* button = new QPushButton(text);
    button->setObjectName(object_name);
    button->setToolTip(consequenceOf(act));
    button->setAccessibleDescription(consequenceOf(act));
    acts_.append({act, button});
    connect(button, &QPushButton::clicked, this, [this, act] { request(act); });
    return button;
}

QWidget* UsersPage::buildPager()
{
    auto* pager = new QWidget;
    auto* row = new QHBoxLayout(pager);
    row->setContentsMargins(0, 0, 0, 0);
    range_ = widgets::label(Script::muted);
    range_->setObjectName(u"userRange"_s);
    back_ = new QPushButton(tr("Previous"));
    forth_ = new QPushButton(tr("Next"));
    back_->setObjectName(u"previousUsers"_s);
    forth_->setObjectName(u"nextUsers"_s);
    row->addWidget(range_, 1);
    row->addWidget(back_);
    row->addWidget(forth_);
    connect(back_, &QPushButton::clicked, this, [this] { turnTo(offset_ - PageRows); });
    connect(forth_, &QPushButton::clicked, this, [this] { turnTo(offset_ + PageRows); });
    return pager;
}

api::UserList::Params UsersPage::wanted() const
{
    api::UserList::Params params;
    params.filter = filter_->text().trimmed().toStdString();
    params.sort = sort_;
    params.descending = descending_;
    params.offset = offset_;
    params.limit = PageRows;
    return params;
}

void UsersPage::setLoaded(std::int64_t total)
{
    is_loaded_ = true;
    total_ = total;
    if (offset_ >= total && offset_ > 0) return turnTo(((total - 1) / PageRows) * PageRows);
    const bool is_filtered = !filter_->text().trimmed().isEmpty();
    if (total == 0 && !is_filtered)
        return showState(
            tr("Nobody has joined yet"),
            tr("Accounts make themselves: whoever scans an invite and logs in is here."));
    table_->setEmptyText(tr("No address has “%1” in it.").arg(filter_->text()));
    updatePager();
    updateActs();
    showContent();
}

void UsersPage::setError(const QString& text)
{
    if (is_loaded_) return tellFailed(text);
    showState(tr("The users could not be loaded"), text, tr("Try again"));
}

void UsersPage::tellFailed(const QString& text)
{
    undo_.reset();
    happened()->say(widgets::StatusLight::State::bad, text);
}

void UsersPage::tellDone(UserAct act, const QStringList& addresses, std::int64_t erase_at)
{
    const bool is_final = deletes(act) && erase_at <= QDateTime::currentSecsSinceEpoch();
    undo_.reset();
    if (!is_final) undo_ = Undo{oppositeOf(act), addresses};
    happened()->say(widgets::StatusLight::State::good, doneWords(act, addresses, erase_at),
                    is_final ? QString() : tr("Undo"));
}

QStringList UsersPage::selected(std::optional<UserAct> fitting) const
{
    QStringList addresses;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows()) {
        const auto state = static_cast<api::UserState>(index.data(UserModel::StateRole).toInt());
        if (!fitting || mayAct(*fitting, state))
            addresses += index.data(UserModel::AddressRole).toString();
    }
    return addresses;
}

void UsersPage::request(UserAct act)
{
    const QStringList addresses = selected(act);
    if (addresses.isEmpty() || !mayRequest(act)) return;
    table_->setFocus(); // the button will be disabled: focus must not slip to the next one
    // Undo comes first; only what cannot be undone is asked about.
    if (deletes(act) && undo_seconds_ == 0) return confirmErase(act, addresses);
    Q_EMIT actRequested(act, addresses);
}

/// Deleting waits until we know whether it can be undone.
bool UsersPage::mayRequest(UserAct act) const
{
    return relay().mayChange() && (!deletes(act) || undo_seconds_ >= 0);
}

void UsersPage::setUndoSeconds(std::int64_t seconds)
{
    undo_seconds_ = seconds;
    updateActs();
}

void UsersPage::confirmErase(UserAct act, const QStringList& addresses)
{
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Delete for good?"),
                                     tr("Delete %n addresses with all their messages?", nullptr,
                                        static_cast<int>(addresses.size())),
                                     QMessageBox::Cancel, this);
    question->setObjectName(u"confirmErase"_s);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("The time to undo a deletion is set to 0: this cannot be "
                                    "undone."));
    auto* keep_closed = new QCheckBox(tr("Keep closed: for 90 days nobody can take the address"));
    keep_closed->setObjectName(u"keepClosed"_s);
    keep_closed->setChecked(act == UserAct::close);
    question->setCheckBox(keep_closed);
    auto* yes = question->addButton(tr("Delete for good"), QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(yes, &QPushButton::clicked, this, [this, addresses, keep_closed] {
        const bool closes = keep_closed->isChecked();
        Q_EMIT actRequested(closes ? UserAct::close : UserAct::erase, addresses);
    });
    question->open();
}

void UsersPage::openMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copy = menu->addAction(copy_->text(), this, &UsersPage::copySelected);
    copy->setEnabled(copy_->isEnabled());
    menu->addSeparator();
    for (const ActButton& each : acts_) {
        QAction* action = menu->addAction(each.button->text());
        action->setEnabled(each.button->isEnabled());
        connect(action, &QAction::triggered, this, [this, act = each.act] { request(act); });
    }
    menu->popup(table_->viewport()->mapToGlobal(at));
}

void UsersPage::copySelected()
{
    const QStringList addresses = selected();
    if (!addresses.isEmpty()) QGuiApplication::clipboard()->setText(addresses.join(u'\n'));
}

void UsersPage::sortBy(int column)
{
    const auto sort = UserModel::sortOf(column);
    if (!sort) return;
    descending_ = *sort == sort_ && !descending_;
    sort_ = *sort;
    table_->showSorted(column, descending_ ? Qt::DescendingOrder : Qt::AscendingOrder);
    turnTo(0);
}

void UsersPage::turnTo(std::int64_t offset)
{
    offset_ = std::max<std::int64_t>(0, offset);
    Q_EMIT wantedChanged();
}

void UsersPage::updateActs()
{
    for (const ActButton& each : acts_)
        each.button->setEnabled(mayRequest(each.act) && !selected(each.act).isEmpty());
    copy_->setEnabled(!selected().isEmpty());
}

void UsersPage::updatePager()
{
    const std::int64_t last = std::min(offset_ + PageRows, total_);
    range_->setText(total_ == 0 ? QString()
                                : tr("%1 to %2 of %3")
                                      .arg(models::countText(offset_ + 1), models::countText(last),
                                           models::countText(total_)));
    const bool has_more = total_ > PageRows;
    back_->setVisible(has_more);
    forth_->setVisible(has_more);
    back_->setEnabled(offset_ > 0 && relay().isConnected());
    forth_->setEnabled(last < total_ && relay().isConnected());
}

void UsersPage::onRelayChanged()
{
    if (!is_loaded_ && showUnknown()) return;
    filter_->setEnabled(relay().isConnected());
    updatePager();
    updateActs();
}

bool UsersPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy)) {
            copySelected();
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            request(UserAct::erase);
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

} // namespace roost::pages
