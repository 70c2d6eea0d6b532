// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace roost::client {

/// Where the daemon's socket may be, best first. `named` is what --control said: then only there.
QStringList controlPaths(const QString& named);

} // namespace roost::client
