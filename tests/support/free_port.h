// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// A port of 127.0.0.1 that is free for TCP and UDP. Throws std::runtime_error when none is.
int freePort();
