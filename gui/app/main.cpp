// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/application.h"

#include <cstdio>

namespace {

/// Qt aborts the program where it finds no display.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name)) return true;
    return false;
#else
    return true;
#endif
}

} // namespace

int main(int argc, char** argv)
{
    if (!hasDisplay()) {
        std::fputs(
            "The console needs a desktop, and there is none here. In a terminal, roostctl does "
            "the same: roostctl --help\n",
            stderr);
        return 1;
    }
    roost::console::Application console(argc, argv);
    return console.run();
}
