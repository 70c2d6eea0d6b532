// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/card.h"

namespace roost::widgets {

Card::Card(QWidget* parent) : QFrame(parent), body_(new QVBoxLayout(this))
{
    setFrameShape(QFrame::NoFrame);
    setAttribute(Qt::WA_StyledBackground);
    body_->setContentsMargins(20, 18, 20, 18);
    body_->setSpacing(8);
}

} // namespace roost::widgets
