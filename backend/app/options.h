// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace roost::app {

/// What roostd is told on its command line; everything else is a setting in the store.
struct Options {
    std::filesystem::path data_dir;
    std::filesystem::path control_socket;
    unsigned threads = 0; // I/O threads; 0: one per core
};

} // namespace roost::app
