// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/choice.h"

#include "gui/widgets/colours.h"

#include <QPainter>
#include <QWheelEvent>

namespace roost::widgets {

namespace {

constexpr int ArrowInset = 18;

} // namespace

void Choice::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    const bool is_right_to_left = layoutDirection() == Qt::RightToLeft;
    const QPointF centre(is_right_to_left ? ArrowInset : width() - ArrowInset, height() / 2.0 + 1);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(coloursFor(palette()).muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF(
        {centre + QPointF(-4, -2.5), centre + QPointF(0, 1.5), centre + QPointF(4, -2.5)}));
}

void Choice::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

} // namespace roost::widgets
