// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"
#include "backend/net/network_counts.h"

#include <boost/asio/awaitable.hpp>

namespace roost::core {
class LiveSettings;
class Workers;
struct Counters;
} // namespace roost::core
namespace roost::store {
struct Stores;
class BodyFiles;
} // namespace roost::store
namespace roost::accounts {
class Accounts;
}
namespace roost::delivery {
class Acceptor;
struct MemoryBudget;
} // namespace roost::delivery
namespace roost::policy {
class SendRate;
}
namespace roost {
class Clock;
}

namespace roost::smtp {

/// What submission sessions use; one per I/O thread (`reader` is that thread's own), outlives them.
struct Services {
    const net::TlsServer& tls;
    store::Stores& reader;
    store::BodyFiles& body_files;
    core::Workers& disk;
    core::LiveSettings& settings;
    core::Counters& counters;
    accounts::Accounts& accounts;
    delivery::Acceptor& acceptor;
    delivery::MemoryBudget& memory;
    policy::SendRate& send_rate;
    const Clock& clock;
    net::NetworkCounts& networks; // one for all threads
};

/// Serves one submission client until QUIT, hang-up or deadline (RFC 5321, RFC 6409, protocol.md
/// section B). `peer` is plain on 587 (STARTTLS is offered) and TLS already on 465 and 443.
boost::asio::awaitable<void> serveSubmission(net::Connection peer, Services& services);

} // namespace roost::smtp
