// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/app/clients.h"
#include "backend/app/half_open.h"
#include "backend/delivery/intake/incoming_services.h"
#include "backend/http/server.h"
#include "backend/imap/server.h"
#include "backend/net/connection.h"
#include "backend/smtp/relay.h"
#include "backend/smtp/submission.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace roost::app {

/// What a port speaks.
enum class Protocol {
    imaps,       // IMAP inside TLS
    imap,        // IMAP with STARTTLS
    submissions, // SMTP submission inside TLS
    submission,  // SMTP submission with STARTTLS
    smtp,        // mail of other servers
    https,       // the web, or imap or smtp when ALPN asks for it (protocol.md A3)
};

std::string_view protocolName(Protocol protocol);

/// The setting that says on which port it is spoken, before `port_offset` is added.
std::string_view portSetting(Protocol protocol);

/// One address and port to be served.
struct Endpoint {
    Protocol protocol = Protocol::imaps;
    boost::asio::ip::tcp::endpoint address;
    bool operator==(const Endpoint&) const = default;
};

/// All that `values` ask for; a port set to 0 is not served. Errors: invalid (an address that is
/// not an IP address, or a port that `port_offset` lifts above 65535).
Result<std::vector<Endpoint>> wantedEndpoints(const settings::Values& values);

/// Handshakes under way on one thread. Each holds some 64 KiB; a client in earnest needs one round
/// trip, so that this many are far more than a thread can finish in that time.
constexpr std::size_t MaxHandshakes = 2000;

/// What each network of other servers has under way; for all threads.
struct IncomingCounts {
    net::NetworkCounts& connections;
    net::NetworkCounts& bodies; // by HTTPS
};

/// What the sessions of one I/O thread use; lives as long as they do.
struct ThreadServices {
    ThreadServices(imap::Services for_imap,
                   smtp::Services for_submission,
                   delivery::IncomingServices for_incoming,
                   IncomingCounts counts,
                   http::Services for_http,
                   std::size_t most_silent)
        : imap(for_imap),
          submission(for_submission),
          incoming(for_incoming),
          relay{submission.tls, incoming, counts.connections},
          mail_door{incoming, counts.bodies},
          http(for_http),
          silent(most_silent)
    {
        http.mail = &mail_door;
    }
    ThreadServices(const ThreadServices&) = delete;
    ThreadServices& operator=(const ThreadServices&) = delete;

    imap::Services imap;
    smtp::Services submission;
    delivery::IncomingServices incoming;
    smtp::RelayServices relay;
    http::MailDoor mail_door;
    http::Services http;
    Clients clients;
    HalfOpen silent; // before the first octet: costs a descriptor and little else
    HalfOpen shaking_hands{MaxHandshakes};
};

/// Serves one fresh connection of a listener that speaks `protocol`. Ends when the peer has gone,
/// at a deadline or when the task is cancelled; none of these is an error.
boost::asio::awaitable<void>
serve(net::Connection peer, Protocol protocol, ThreadServices& services);

} // namespace roost::app
