// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"
#include "backend/net/network_counts.h"
#include "backend/policy/send_rate.h"

#include <boost/asio/awaitable.hpp>

namespace roost::core {
class LiveSettings;
struct Counters;
} // namespace roost::core
namespace roost::delivery {
struct IncomingServices;
}

namespace roost::http {

/// Where the mail of other relays goes (protocol.md D30).
struct MailDoor {
    delivery::IncomingServices& incoming;
    net::NetworkCounts& bodies; // under way, of each network; one for all threads
};

/// What web sessions use; outlives them.
struct Services {
    core::LiveSettings& settings;
    core::Counters& counters;
    policy::SendRate& get_new_rate; // of `GET /new`, per network; one for all threads
    net::NetworkCounts& networks;   // of the connections; one for all threads
    MailDoor* mail = nullptr;       // null: no mail is taken
};

/// Serves one HTTPS client, TLS done: `/` with the invite link and QR, `POST /new` (protocol.md
/// C4, C8), `POST /mxdeliv`. HTTP/1.1 with keep-alive; anything else is 404 or 405. An I/O error is
/// an ordinary end.
boost::asio::awaitable<void> serve(net::Connection peer, Services& services);

} // namespace roost::http
