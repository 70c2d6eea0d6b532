// SPDX-License-Identifier: GPL-3.0-or-later
// A network of our own, in which the addresses of the world are ours.
#pragma once

#include <string>
#include <vector>

/// Moves this process into an empty network where `addresses` (IPv4) are local, and all ports free
/// to use. Before threads are started. False when the system does not allow it.
bool enterOwnNetwork(const std::vector<std::string>& addresses);
