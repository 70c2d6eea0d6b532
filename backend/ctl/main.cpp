// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/command_line.h"

#include <exception>
#include <iostream>

int main(int argc, char** argv)
{
    try {
        return roost::ctl::run(argc, argv, std::cout, std::cerr);
    } catch (const std::exception& e) {
        std::cerr << "roostctl: " << e.what() << "\n";
        return 1;
    }
}
