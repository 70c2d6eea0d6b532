// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/notice.h"

#include "gui/widgets/label.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace roost::widgets {

Notice::Notice(QWidget* parent)
    : QFrame(parent),
      light_(new StatusLight),
      text_(paragraph(Script::body)),
      action_(new QPushButton),
      close_(new QPushButton(tr("Close")))
{
    setAttribute(Qt::WA_StyledBackground);
    text_->setObjectName(u"noticeText"_s);
    action_->setObjectName(u"noticeAction"_s);
    close_->setFlat(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(12);
    row->addWidget(light_, 0, Qt::AlignVCenter);
    row->addWidget(text_, 1);
    row->addWidget(action_);
    row->addWidget(close_);
    connect(action_, &QPushButton::clicked, this, &Notice::actionRequested);
    connect(close_, &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void Notice::say(StatusLight::State state, const QString& text, const QString& action)
{
    light_->setState(state, text);
    text_->setText(text);
    setAccessibleName(text);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    show();
}

void Notice::setClosable(bool closable)
{
    close_->setVisible(closable);
}

} // namespace roost::widgets
