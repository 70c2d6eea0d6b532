// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"
#include "backend/net/network_counts.h"

#include <boost/asio/awaitable.hpp>

namespace roost::delivery {
struct IncomingServices;
}

namespace roost::smtp {

/// What sessions of port 25 use; one per I/O thread, outlives them.
struct RelayServices {
    const net::TlsServer& tls;
    delivery::IncomingServices& incoming;
    net::NetworkCounts& networks; // one for all threads
};

/// Serves another mail server until QUIT, hang-up or deadline (RFC 5321, protocol.md D17). `peer`
/// is plain: mail is taken only after STARTTLS.
boost::asio::awaitable<void> serveRelay(net::Connection peer, RelayServices& services);

} // namespace roost::smtp
