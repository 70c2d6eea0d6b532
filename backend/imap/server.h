// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/awaitable.hpp>

#include <cstddef>

namespace roost::core {
class LiveSettings;
class Workers;
struct Counters;
} // namespace roost::core
namespace roost::store {
struct Stores;
class StoreThread;
class BodyFiles;
} // namespace roost::store
namespace roost::accounts {
class Accounts;
}
namespace roost::delivery {
struct MemoryBudget;
}
namespace roost::mailbox {
class Hub;
}
namespace roost::net {
class NetworkCounts;
}
namespace roost {
class Clock;
}

namespace roost::imap {

/// What IMAP sessions use; one per I/O thread (`reader` and `shard` are that thread's own).
struct Services {
    const net::TlsServer& tls;
    store::StoreThread& store;
    store::Stores& reader;
    store::BodyFiles& body_files;
    core::Workers& disk;
    core::LiveSettings& settings;
    core::Counters& counters;
    accounts::Accounts& accounts;
    delivery::MemoryBudget& memory;
    mailbox::Hub& hub;
    std::size_t shard;
    const Clock& clock;
    net::NetworkCounts& strangers; // not logged in; one for all threads
};

/// Serves one IMAP client until LOGOUT, hang-up or deadline (RFC 3501, protocol.md section A).
/// `peer` is plain on 143 (STARTTLS is offered) and TLS already on 993 and 443.
boost::asio::awaitable<void> serve(net::Connection peer, Services& services);

} // namespace roost::imap
