// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/application.h"

int main(int argc, char** argv)
{
    roost::console::Application console(argc, argv);
    return console.run();
}
