// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

namespace roost::ctl {

/// Runs one command line. Gives the exit code: 0 done, 1 the relay refused or cannot be reached,
/// 2 the command line is wrong.
int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

} // namespace roost::ctl
