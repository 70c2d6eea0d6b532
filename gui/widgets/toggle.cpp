// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/toggle.h"

#include "gui/widgets/colours.h"

#include <QPainter>

#include <algorithm>

namespace roost::widgets {

namespace {

constexpr QSize Track(40, 22);
constexpr int Gap = 10;
constexpr int Inset = 3;

} // namespace

Toggle::Toggle(QWidget* parent) : QCheckBox(parent)
{
    connect(this, &QCheckBox::toggled, this, &Toggle::say);
    say();
}

void Toggle::say()
{
    setText(isChecked() ? tr("On") : tr("Off"));
}

QSize Toggle::sizeHint() const
{
    const int words = std::max(fontMetrics().horizontalAdvance(tr("On")),
                               fontMetrics().horizontalAdvance(tr("Off")));
    return {Track.width() + Gap + words, Track.height() + 8};
}

void Toggle::paintEvent(QPaintEvent*)
{
    const Colours& colours = coloursFor(palette());
    const bool is_right_to_left = layoutDirection() == Qt::RightToLeft;
    QRect track(QPoint(2, (height() - Track.height()) / 2), Track);
    if (is_right_to_left) track.moveRight(width() - 3);
    QColor ground = isChecked() ? colours.accent : mixed(colours.muted, colours.card, 0.45);
    if (!isEnabled()) ground = mixed(ground, colours.card, 0.5);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        painter.setPen(QPen(colours.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(track.adjusted(-1, -1, 1, 1), 12, 12);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(track.adjusted(1, 1, -1, -1), 10, 10);
    const int knob = Track.height() - 2 * Inset - 2;
    const bool at_right = isChecked() != is_right_to_left;
    const int x = at_right ? track.right() - Inset - knob : track.left() + Inset + 1;
    painter.setBrush(isChecked() ? colours.on_accent : colours.card);
    painter.drawEllipse(QRect(x, track.top() + Inset + 1, knob, knob));
    painter.setPen(isEnabled() ? colours.text : colours.muted);
    const QRect words = is_right_to_left ? rect().adjusted(0, 0, -Track.width() - Gap, 0)
                                         : rect().adjusted(Track.width() + Gap, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter | (is_right_to_left ? Qt::AlignRight : Qt::AlignLeft),
                     text());
}

} // namespace roost::widgets
