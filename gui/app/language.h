// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

namespace roost::console {

/// Lets the application speak the language of `locale`, as far as it is translated.
void speak(const QLocale& locale);

} // namespace roost::console
