// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace roost::widgets {

/// Small pictures, drawn so that they take any colour and size.
enum class Glyph {
    overview,
    users,
    queue,
    invite,
    settings,
    setup,
    copy,
    done,
    warning,
    look,
    owl
};

QPixmap glyphPixmap(Glyph glyph, const QColor& colour, int size, qreal pixel_ratio);
QIcon glyphIcon(Glyph glyph, const QColor& colour, const QColor& checked_colour);

} // namespace roost::widgets
