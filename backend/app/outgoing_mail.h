// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/offload.h"
#include "backend/delivery/remote/network_destinations.h"
#include "backend/delivery/remote/runner.h"
#include "backend/net/tls_client.h"
#include "backend/store/stores.h"
#include "shared/base/result.h"
#include "shared/settings/values.h"

#include <chrono>
#include <cstdint>
#include <deque>

namespace roost::app {

struct Foundation;

/// What carries mail to other servers.
class OutgoingMail {
public:
    /// `readers`: one for each I/O thread. Both outlive us.
    OutgoingMail(Foundation& base, std::deque<store::Reader>& readers);

    /// Trusts what the settings say from now on. Errors: invalid; nothing has changed then.
    Result<> use(const settings::Values& values);

    /// As delivery::remote::giveUp; on the first I/O thread.
    boost::asio::awaitable<Result<std::int64_t>> giveUp(store::QueueSelection which);

    // As of delivery::remote::Runner.
    void start() { runner_.start(); }
    void wake() { runner_.wake(); }
    bool stop(std::chrono::milliseconds grace) { return runner_.stop(grace); }

private:
    core::Workers signing_{"roost-sign", 2, 4096};
    const delivery::remote::ConversationServices services_;
    store::Stores& reader_;
    net::TlsClient tls_;
    delivery::remote::NetworkDestinations destinations_;
    delivery::remote::Runner runner_;
};

} // namespace roost::app
