// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace roost::app {

/// Descriptors kept for the store, listeners and the control socket.
constexpr std::int64_t ReservedDescriptors = 64;

/// Raises the limit of open files to the hard limit and gives how many clients fit in it.
std::int64_t raiseDescriptorLimit();

/// How many connections to other servers there may be, whatever the settings say: two fifths of
/// the open files, and never more than 20,000. With 20,000 files 5,000 new servers and 10,000
/// clients fit beside each other.
std::int64_t mostOutgoing();

/// How many questions to name servers may hold a socket; twice as many are kept for the resolver,
/// which also speaks TCP and asks around its cache.
unsigned resolverSockets();

} // namespace roost::app
