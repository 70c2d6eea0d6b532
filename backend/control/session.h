// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/core/tasks.h"
#include "backend/net/connection.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace roost::control {

/// What sessions share; outlives them.
struct SessionServices {
    const Methods& methods;
    core::Tasks& tasks;
    boost::asio::any_io_executor executor;
};

/// Serves one client until it goes, says nothing for too long, or does not read what it asked for.
boost::asio::awaitable<void> serve(net::Connection peer, Caller client, SessionServices& services);

} // namespace roost::control
