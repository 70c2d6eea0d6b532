// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/app/data_dir_lock.h"
#include "backend/app/options.h"
#include "backend/core/counters.h"
#include "backend/core/io_threads.h"
#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/core/tasks.h"
#include "backend/delivery/accept.h"
#include "backend/delivery/intake/incoming_services.h"
#include "backend/delivery/message_buffer.h"
#include "backend/delivery/remote/signatures.h"
#include "backend/mailbox/hub.h"
#include "backend/net/dns/resolver.h"
#include "backend/net/network_counts.h"
#include "backend/net/tls.h"
#include "backend/policy/send_rate.h"
#include "backend/store/body_files.h"
#include "backend/store/store_thread.h"
#include "shared/base/clock.h"

#include <functional>
#include <memory>

namespace roost::app {

/// The services every session shares, in the order they are built; destroyed in the opposite one.
struct Foundation {
    Foundation(const Options& told, DataDirLock held);

    const Options options;
    DataDirLock lock;
    SystemClock clock;
    core::Counters counters;
    core::LiveSettings settings;
    core::Tasks tasks;
    core::Tasks sessions; // of clients: these are told first when we stop
    core::IoThreads threads;
    mailbox::Hub hub;
    core::Workers hashing{"roost-hash", 2, 256};
    core::Workers disk{"roost-disk", 8, 4096};    // they wait for the device, not for a core
    core::Workers reading{"roost-read", 2, 4096}; // whole messages at a time: few, for their memory
    core::Workers crypto{"roost-crypto", 2, 4096}; // signatures of other servers
    net::TlsServer tls;
    policy::SendRate send_rate;
    policy::SendRate get_new_rate; // of GET /new, per network
    delivery::MemoryBudget memory;
    net::NetworkCounts networks;       // of submission's connections
    net::NetworkCounts imap_strangers; // of IMAP's connections that have not logged in
    net::NetworkCounts relay_networks; // of port 25
    net::NetworkCounts web_networks;   // of HTTPS
    net::NetworkCounts mail_bodies{net::NetworkCounts::Loopback::counted}; // of POST /mxdeliv
    delivery::IncomingState incoming;
    store::BodyFiles body_files;
    std::unique_ptr<store::StoreThread> store; // set by openStore
    std::unique_ptr<net::dns::Resolver> resolver;
    delivery::remote::Signatures signatures; // of what leaves
    std::unique_ptr<accounts::Accounts> accounts;
    std::unique_ptr<delivery::Acceptor> acceptor;

    /// Opens the store, reads the settings, and builds what rests on them. `changed` is told of
    /// commits, on the store's thread. Errors: as store::StoreThread::open.
    Result<> openStore(std::function<void(const store::Changes&)> changed);
};

} // namespace roost::app
