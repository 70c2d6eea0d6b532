// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// A row is named after its input; line ends are shown as `\r` and `\n`, so that it stays one line.
inline QByteArray rowName(QByteArray input)
{
    if (input.isEmpty()) return "(empty)";
    return input.replace('\r', "\\r").replace('\n', "\\n").replace('\t', "\\t");
}
