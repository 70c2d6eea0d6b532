// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/queue_panel.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace roost::pages {

QueuePanel::QueuePanel(QAbstractItemModel& model,
                       const models::Explanations& explanations,
                       int wide_column,
                       QWidget* parent)
    : QWidget(parent),
      explanations_(explanations),
      corner_(new QWidget(this)),
      corner_tools_(new QHBoxLayout(corner_)),
      tools_(new QHBoxLayout),
      table_(new widgets::TableView),
      explanation_(new ExplanationCard)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(tools_);
    column->addWidget(table_, 1);
    column->addWidget(explanation_);
    corner_tools_->setContentsMargins(0, 0, 0, 0);
    corner_tools_->setSpacing(12);
    tools_->setSpacing(8);
    tools_->addStretch(1);
    table_->setModel(&model);
    table_->setWideColumn(wide_column);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->installEventFilter(this);
    connect(table_, &QWidget::customContextMenuRequested, this, &QueuePanel::openMenu);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &QueuePanel::updateChosen);
    connect(&model, &QAbstractItemModel::dataChanged, this, &QueuePanel::updateChosen);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &QueuePanel::chooseFirst);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &QueuePanel::chooseFirst);
    connect(&explanations, &models::Explanations::changed, this, &QueuePanel::explain);
}

QPushButton* QueuePanel::addAct(QueueAct act)
{
    const QueueActWords words = queueActWords(act);
    auto* button = new QPushButton(words.button);
    button->setObjectName(words.object_name);
    button->setToolTip(words.consequence);
    button->setAccessibleDescription(words.consequence);
    button->setEnabled(false);
    acts_.append({act, button});
    tools_->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, act, button] {
        if (!button->menu()) request(act);
    });
    return button;
}

void QueuePanel::request(QueueAct act, std::int64_t hold_until)
{
    QueueTarget about = target(act);
    if (about.isEmpty() || !may_change_) return;
    about.hold_until = hold_until;
    table_->setFocus(); // the button may be disabled soon: focus must not slip to the next one
    Q_EMIT actRequested(act, about);
}

void QueuePanel::setMayChange(bool may)
{
    may_change_ = may;
    updateActs();
}

QList<int> QueuePanel::chosen() const
{
    QList<int> rows;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows()) rows += index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// There is always an explanation to read.
void QueuePanel::chooseFirst()
{
    const auto* model = table_->model();
    if (model->rowCount() > 0 && !table_->selectionModel()->hasSelection()) table_->selectRow(0);
    updateChosen();
}

void QueuePanel::updateChosen()
{
    updateActs();
    explain();
}

void QueuePanel::updateActs()
{
    for (const ActButton& each : acts_) {
        each.button->setEnabled(may_change_ && !target(each.act).isEmpty());
        each.button->setVisible(isShown(each.act));
    }
}

/// Holding and releasing share a place: what is held can be released.
bool QueuePanel::isShown(QueueAct act) const
{
    const auto has_hold = [](const ActButton& each) { return each.act == QueueAct::hold; };
    if (std::none_of(acts_.begin(), acts_.end(), has_hold)) return true;
    if (act == QueueAct::hold)
        return !target(QueueAct::hold).isEmpty() || target(QueueAct::release).isEmpty();
    return act != QueueAct::release || !target(QueueAct::release).isEmpty();
}

void QueuePanel::explain()
{
    const QList<int> rows = chosen();
    if (rows.isEmpty()) return explanation_->clear();
    const std::string id = explanationAt(rows.first());
    const auto is_other = [&](int row) { return explanationAt(row) != id; };
    if (id.empty() || std::any_of(rows.begin(), rows.end(), is_other))
        return explanation_->clear(); // several reasons at once are none
    explanation_->say(explanations_.of(id), rows.size() == 1 ? lastAnswerAt(rows.first()) : "");
}

void QueuePanel::openMenu(const QPoint& at)
{
    if (acts_.isEmpty()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const ActButton& each : acts_) {
        QAction* action = menu->addAction(each.button->text());
        action->setEnabled(each.button->isEnabled());
        connect(action, &QAction::triggered, each.button, &QPushButton::click);
    }
    menu->popup(table_->viewport()->mapToGlobal(at));
}

bool QueuePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto discards = [](const ActButton& each) { return each.act == QueueAct::discard; };
        if (key->key() == Qt::Key_Delete && std::any_of(acts_.begin(), acts_.end(), discards)) {
            request(QueueAct::discard);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace roost::pages
