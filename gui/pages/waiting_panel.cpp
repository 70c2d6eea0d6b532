// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/waiting_panel.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace roost::pages {

using models::QueueGroupModel;

namespace {

constexpr std::int64_t Hour = 3600;

} // namespace

WaitingPanel::WaitingPanel(const models::QueueModels& models,
                           QueueGroupModel& groups,
                           QWidget* parent)
    : QueuePanel(groups, models.explanations, QueueGroupModel::Why, parent), groups_(groups)
{
    setObjectName(u"waitingPanel"_s);
    table().setObjectName(u"groupTable"_s);
    table().setAccessibleName(tr("Mail that waits, by destination and reason"));
    auto* open_button = new QPushButton(tr("Show messages"));
    open_button->setObjectName(u"openGroup"_s);
    cornerTools()->addWidget(open_button);
    connect(open_button, &QPushButton::clicked, this, &WaitingPanel::open);
    connect(&table(), &QAbstractItemView::doubleClicked, this, &WaitingPanel::open);
    addAct(QueueAct::retry);
    addHoldMenu(addAct(QueueAct::hold));
    addAct(QueueAct::release);
    addAct(QueueAct::bounce);
    addAct(QueueAct::discard);
}

void WaitingPanel::addHoldMenu(QPushButton* button)
{
    auto* menu = new QMenu(button);
    struct Choice {
        QString text;
        std::int64_t seconds; // 0: no end
    };
    const QList<Choice> choices = {{tr("Until I release it"), 0},
                                   {tr("For an hour"), Hour},
                                   {tr("For a day"), 24 * Hour},
                                   {tr("For a week"), 7 * 24 * Hour}};
    for (const Choice& choice : choices) {
        QAction* action = menu->addAction(choice.text);
        connect(action, &QAction::triggered, this, [this, seconds = choice.seconds] {
            const auto now = QDateTime::currentSecsSinceEpoch();
            request(QueueAct::hold, seconds == 0 ? models::Endless : now + seconds);
        });
    }
    button->setMenu(menu);
}

/// Acts concern whole destinations: a destination with two reasons stands in two rows.
QueueTarget WaitingPanel::target(QueueAct act) const
{
    QueueTarget about;
    std::vector<std::string> seen;
    for (const int row : chosen()) {
        const api::QueueGroup& group = groups_.at(row);
        const bool is_held = group.held_until != 0 || group.held > 0;
        const bool is_all_held = QueueGroupModel::isAllHeld(group);
        if (act == QueueAct::release && !is_held) continue;
        if ((act == QueueAct::hold || act == QueueAct::retry) && is_all_held) continue;
        if (std::ranges::find(seen, group.domain) != seen.end()) continue;
        seen.push_back(group.domain);
        about.places.push_back({group.domain, group.held_until});
    }
    const QList<int> rows = chosen();
    for (int row = 0; row < groups_.rowCount(); ++row) {
        const api::QueueGroup& group = groups_.at(row);
        if (std::ranges::find(seen, group.domain) == seen.end()) continue;
        about.messages += group.recipients;
        about.is_beyond = about.is_beyond || !rows.contains(row);
    }
    return about;
}

std::string WaitingPanel::explanationAt(int row) const
{
    return groups_.at(row).explanation;
}

std::string WaitingPanel::lastAnswerAt(int row) const
{
    return groups_.at(row).last_error;
}

void WaitingPanel::open()
{
    const QList<int> rows = chosen();
    if (!rows.isEmpty()) Q_EMIT openRequested(groups_.at(rows.first()).domain);
}

bool WaitingPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &table() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            open();
            return true;
        }
    }
    return QueuePanel::eventFilter(watched, event);
}

} // namespace roost::pages
