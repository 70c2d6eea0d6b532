// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/control_paths.h"

#include <QtGlobal>

using namespace Qt::StringLiterals;

namespace roost::client {

QStringList controlPaths(const QString& named)
{
    if (!named.isEmpty()) return {named};
    const QString said = qEnvironmentVariable("ROOST_CONTROL");
    if (!said.isEmpty()) return {said};
    QStringList paths;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty()) paths += runtime + u"/roost/control.sock"_s;
    paths += u"/run/roost/control.sock"_s;
    return paths;
}

} // namespace roost::client
