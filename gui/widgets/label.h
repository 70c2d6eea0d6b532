// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace roost::widgets {

/// How a label is written; the style sheet knows these names.
enum class Script { body, title, heading, strong, muted, figure, pill, error };

/// A label that shows its text as it is, never as HTML.
QLabel* label(Script script, const QString& text = {});
/// The same, breaking its lines.
QLabel* paragraph(Script script, const QString& text = {});

void setScript(QWidget* widget, Script script);

} // namespace roost::widgets
