// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/status_light.h"

#include "gui/widgets/colours.h"

#include <QPainter>

namespace roost::widgets {

namespace {

QColor colourOf(StatusLight::State state, const Colours& colours)
{
    switch (state) {
    case StatusLight::State::good: return colours.good;
    case StatusLight::State::busy: return colours.muted;
    case StatusLight::State::warning: return colours.warning;
    case StatusLight::State::bad: return colours.bad;
    }
    return {};
}

} // namespace

StatusLight::StatusLight(QWidget* parent) : QWidget(parent)
{
    setFixedSize(StatusLight::sizeHint());
}

void StatusLight::setState(State state, const QString& spoken)
{
    state_ = state;
    setAccessibleName(spoken);
    update();
}

void StatusLight::paintEvent(QPaintEvent*)
{
    const Colours& colours = coloursFor(palette());
    const QColor colour = colourOf(state_, colours);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre = QRectF(rect()).center();
    QColor halo = colour;
    halo.setAlphaF(0.2f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(halo);
    painter.drawEllipse(centre, 8, 8);
    if (state_ == State::busy) {
        painter.setPen(QPen(colour, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 4, 4);
        return;
    }
    painter.setBrush(colour);
    painter.drawEllipse(centre, 5, 5);
    if (state_ == State::good) return;
    painter.setPen(QPen(colours.card, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre - QPointF(2, 0), centre + QPointF(2, 0));
}

} // namespace roost::widgets
