// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace roost::widgets {

/// The colours of the console beyond those a palette has, for a light or a dark one.
struct Colours {
    QColor window;
    QColor rail;
    QColor card;
    QColor border;
    QColor field;
    QColor text;
    QColor muted;
    QColor accent;
    QColor accent_hover;
    QColor on_accent;
    QColor soft; // behind what is selected or pointed at
    QColor good;
    QColor warning;
    QColor bad;
};

const Colours& lightColours();
const Colours& darkColours();

/// Those that go with the palette's background.
const Colours& coloursFor(const QPalette& palette);

/// `colour` over `ground`, `share` of 1 strong.
QColor mixed(const QColor& colour, const QColor& ground, double share);

} // namespace roost::widgets
