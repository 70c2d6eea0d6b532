// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/awaitable.hpp>

namespace roost::smtp {

/// Tells a peer for which there is no net::Seat, and closes.
boost::asio::awaitable<void> turnAway(net::Connection& peer);

} // namespace roost::smtp
