// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/messages_panel.h"

#include "gui/widgets/label.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace roost::pages {

using models::QueueMessageModel;

namespace {

bool fits(QueueAct act, api::QueueState state)
{
    switch (act) {
    case QueueAct::retry:
    case QueueAct::hold: return state == api::QueueState::waits;
    case QueueAct::release: return state == api::QueueState::held;
    case QueueAct::bounce:
    case QueueAct::discard: return state != api::QueueState::discarded;
    case QueueAct::restore: return state == api::QueueState::discarded;
    }
    return false;
}

} // namespace

MessagesPanel::MessagesPanel(const models::QueueModels& models,
                             QueueMessageModel& messages,
                             bool are_discarded,
                             QWidget* parent)
    : QueuePanel(messages, models.explanations, QueueMessageModel::To, parent),
      groups_(models.groups),
      messages_(messages),
      heading_(widgets::label(widgets::Script::strong)),
      are_discarded_(are_discarded)
{
    setObjectName(are_discarded ? u"discardedPanel"_s : u"messagesPanel"_s);
    table().setWideColumn(QueueMessageModel::From);
    table().setWideColumn(QueueMessageModel::Why);
    table().setObjectName(are_discarded ? u"discardedTable"_s : u"messageTable"_s);
    table().setAccessibleName(are_discarded ? tr("Messages that were discarded")
                                            : tr("Messages that wait"));
    heading_->setObjectName(are_discarded ? u"discardedHeading"_s : u"messagesHeading"_s);
    cornerTools()->addWidget(heading_);
    if (are_discarded) {
        addAct(QueueAct::restore);
        return;
    }
    auto* back = new QPushButton(tr("All destinations"));
    back->setObjectName(u"backToGroups"_s);
    cornerTools()->addWidget(back);
    connect(back, &QPushButton::clicked, this, &MessagesPanel::backRequested);
    for (const QueueAct act :
         {QueueAct::retry, QueueAct::hold, QueueAct::release, QueueAct::bounce, QueueAct::discard})
        addAct(act);
}

void MessagesPanel::setHeading(const QString& text)
{
    heading_->setText(text);
}

/// A try of what a rule holds would come to nothing.
bool MessagesPanel::mayAct(QueueAct act, const api::QueueMessage& message) const
{
    return fits(act, message.state)
           && (act != QueueAct::retry || groups_.heldUntil(message.domain) == 0);
}

QueueTarget MessagesPanel::target(QueueAct act) const
{
    QueueTarget about;
    for (const int row : chosen()) {
        const api::QueueMessage& message = messages_.at(row);
        if (!mayAct(act, message)) continue;
        about.ids.push_back(message.id);
        if (act == QueueAct::release && groups_.heldUntil(message.domain) != 0)
            about.rule_of = message.domain;
    }
    about.messages = static_cast<std::int64_t>(about.ids.size());
    return about;
}

std::string MessagesPanel::explanationAt(int row) const
{
    return messages_.at(row).explanation;
}

std::string MessagesPanel::lastAnswerAt(int row) const
{
    return messages_.at(row).last_error;
}

bool MessagesPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &table() && event->type() == QEvent::KeyPress && !are_discarded_) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Backspace) {
            Q_EMIT backRequested();
            return true;
        }
    }
    return QueuePanel::eventFilter(watched, event);
}

} // namespace roost::pages
