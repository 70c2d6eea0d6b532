// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/queue_page.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"
#include "gui/pages/messages_panel.h"
#include "gui/pages/peers_panel.h"
#include "gui/pages/rules_panel.h"
#include "gui/pages/waiting_panel.h"

#include <QMessageBox>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace roost::pages {

namespace {

constexpr std::chrono::seconds Ageing{10};

QString waitingText(const api::QueueList::Reply& queue)
{
    if (queue.recipients == 0) return {};
    const auto count = std::min<std::int64_t>(queue.recipients, 1'000'000'000);
    const QString text =
        QueuePage::tr("%n messages wait for other servers", nullptr, static_cast<int>(count));
    const auto has_several = [](const api::QueueGroup& g) { return g.messages < g.recipients; };
    if (std::ranges::none_of(queue.groups, has_several)) return text;
    return QueuePage::tr("%1 (one to several people counts once for each)").arg(text);
}

} // namespace

QueuePage::QueuePage(const models::RelayModel& relay, models::QueueModels& models, QWidget* parent)
    : Page(relay, tr("Queue"), parent),
      models_(models),
      tabs_(new QTabBar),
      views_(new QStackedWidget),
      nothing_(new widgets::StatePanel(u"nothing"_s))
{
    setObjectName(u"queuePage"_s);
    tabs_->setObjectName(u"queueTabs"_s);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setAccessibleName(tr("Parts of the queue"));
    content()->setSpacing(12);
    auto* head = new QHBoxLayout;
    corners_ = head;
    head->addWidget(tabs_);
    head->addStretch(1);
    content()->addLayout(head);
    content()->addWidget(views_, 1);

    auto* waiting = new WaitingPanel(models, models.groups);
    messages_ = new MessagesPanel(models, models.messages, false);
    auto* discarded = new MessagesPanel(models, models.discarded, true);
    discarded->table().setEmptyText(
        tr("Nothing was discarded. What you discard can be brought back here for a day."));
    addView(QueueView::waiting, waiting);
    addView(QueueView::messages, messages_);
    addView(QueueView::held, new RulesPanel(models, models.rules));
    addView(QueueView::discarded, discarded);
    addView(QueueView::peers, new PeersPanel(models, models.peers));
    buildNothing();
    addTab(QueueView::waiting, tr("Waiting"));
    addTab(QueueView::held, tr("Held"));
    addTab(QueueView::discarded, tr("Discarded"));
    addTab(QueueView::peers, tr("Other servers"));
    connect(tabs_, &QTabBar::currentChanged, this,
            [this](int tab) { open(tab_views_.value(tab)); });
    connect(waiting, &WaitingPanel::openRequested, this, &QueuePage::openDomain);
    connect(messages_, &MessagesPanel::backRequested, this, [this] { open(QueueView::waiting); });
    connect(happened(), &widgets::Notice::actionRequested, this, [this] {
        if (!undo_) return;
        const QueueUndo undo = *std::exchange(undo_, std::nullopt);
        happened()->hide();
        Q_EMIT actRequested(undo.act, undo.target);
    });
    connect(&clock_, &QTimer::timeout, this, &QueuePage::age);
    clock_.start(Ageing);
    showState(tr("Loading the queue …"), {});
    QueuePage::onRelayChanged();
}

void QueuePage::addView(QueueView, QueuePanel* panel)
{
    panels_ += panel;
    views_->addWidget(panel);
    corners_->addWidget(panel->corner());
    connect(panel, &QueuePanel::actRequested, this, &QueuePage::request);
}

void QueuePage::addTab(QueueView view, const QString& text)
{
    tab_views_ += view;
    tabs_->addTab(text);
}

/// An empty queue is good news.
void QueuePage::buildNothing()
{
    nothing_->setObjectName(u"queueEmpty"_s);
    nothing_->say(tr("Nothing waits"),
                  tr("Every message for another server has been delivered. What cannot be "
                     "delivered at once waits here, and Roost says why."));
    views_->addWidget(nothing_);
}

void QueuePage::open(QueueView view)
{
    view_ = view;
    showView();
    Q_EMIT wantedChanged();
}

void QueuePage::openDomain(const std::string& domain)
{
    if (domain != domain_) models_.messages.replace({});
    domain_ = domain;
    messages_->setHeading(models::shownText(domain));
    open(QueueView::messages);
    messages_->table().setFocus();
}

void QueuePage::showView()
{
    const bool is_empty = view_ == QueueView::waiting && models_.groups.rowCount() == 0;
    for (QueuePanel* panel : panels_)
        panel->corner()->setVisible(!is_empty && panel == panels_[static_cast<int>(view_)]);
    views_->setCurrentWidget(is_empty ? static_cast<QWidget*>(nothing_)
                                      : panels_[static_cast<int>(view_)]);
}

void QueuePage::setLoaded(const api::QueueList::Reply& queue)
{
    is_loaded_ = true;
    setSubtitle(waitingText(queue));
    setTabCount(QueueView::waiting, tr("Waiting"), queue.recipients);
    setTabCount(QueueView::discarded, tr("Discarded"), queue.discarded);
    showContent();
    showView();
}

void QueuePage::setTabCount(QueueView view, const QString& text, std::int64_t count)
{
    const auto tab = static_cast<int>(tab_views_.indexOf(view));
    tabs_->setTabText(
        tab,
        count == 0
            ? text
            : tr("%1 (%2)", "a tab, and how many are in it").arg(text, models::countText(count)));
}

void QueuePage::setMessagesLoaded()
{
    const QString domain = models::shownText(domain_);
    messages_->setHeading(
        models_.messages.rowCount() < MostMessages
            ? domain
            : tr("%1: the oldest %2").arg(domain, models::countText(MostMessages)));
}

void QueuePage::setError(const QString& text)
{
    if (is_loaded_) return tellFailed(text);
    showState(tr("The queue cannot be shown"), text, tr("Try again"));
}

void QueuePage::request(QueueAct act, const QueueTarget& target)
{
    // Undo comes first; only what cannot be undone is asked about.
    if (act == QueueAct::bounce) return confirmBounce(target);
    Q_EMIT actRequested(act, target);
}

void QueuePage::confirmBounce(const QueueTarget& target)
{
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Return to sender?"),
                                     questionWords(target), QMessageBox::Cancel, this);
    question->setObjectName(u"confirmBounce"_s);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(warningWords(target));
    auto* yes =
        question->addButton(queueActWords(QueueAct::bounce).button, QMessageBox::DestructiveRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    for (auto* label : question->findChildren<QLabel*>()) label->setTextFormat(Qt::PlainText);
    connect(yes, &QPushButton::clicked, this,
            [this, target] { Q_EMIT actRequested(QueueAct::bounce, target); });
    question->open();
}

void QueuePage::tellDone(QueueAct act, const QueueTarget& target, std::int64_t changed)
{
    undo_.reset();
    const bool is_in_vain = isInVain(act, target, changed);
    if (hasUndo(act) && !is_in_vain) undo_ = undoOf(act, target);
    happened()->say(is_in_vain || !target.rule_of.empty() ? widgets::StatusLight::State::warning
                                                          : widgets::StatusLight::State::good,
                    doneWords(act, target, changed), undo_ ? tr("Undo") : QString());
}

void QueuePage::tellFailed(const QString& text)
{
    undo_.reset();
    happened()->say(widgets::StatusLight::State::bad, text);
}

void QueuePage::age()
{
    if (!isVisible()) return;
    models_.groups.reword();
    models_.messages.reword();
}

void QueuePage::onRelayChanged()
{
    for (QueuePanel* panel : panels_) panel->setMayChange(relay().mayChange());
    if (!is_loaded_ && showUnknown()) return;
}

} // namespace roost::pages
