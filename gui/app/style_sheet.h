// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/colours.h"

#include <QString>

namespace roost::console {

QString styleSheet(const widgets::Colours& colours);

} // namespace roost::console
