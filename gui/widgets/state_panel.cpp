// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/state_panel.h"

#include "gui/widgets/label.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace roost::widgets {

StatePanel::StatePanel(const QString& name, QWidget* parent)
    : QWidget(parent),
      title_(paragraph(Script::heading)),
      text_(paragraph(Script::muted)),
      action_(new QPushButton)
{
    title_->setObjectName(name + u"Title"_s);
    text_->setObjectName(name + u"Text"_s);
    action_->setObjectName(name + u"Action"_s);
    title_->setAlignment(Qt::AlignCenter);
    text_->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addSpacing(8);
    column->addWidget(action_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(action_, &QPushButton::clicked, this, &StatePanel::actionRequested);
}

void StatePanel::say(const QString& title, const QString& text, const QString& action)
{
    title_->setText(title);
    text_->setText(text);
    text_->setVisible(!text.isEmpty());
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
}

} // namespace roost::widgets
