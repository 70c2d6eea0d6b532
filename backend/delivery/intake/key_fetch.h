// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/lookup.h"
#include "backend/net/network_counts.h"
#include "backend/trust/dkim_verification.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace roost::core {
class Tasks;
}

namespace roost::delivery {

using DkimKeys = std::map<std::string, trust::DkimAnswer>;

/// Who asks for keys, and for whom.
struct KeyAsker {
    core::Tasks& tasks;
    net::dns::Lookup& lookup;
    net::NetworkCounts& questions; // under way, by the network that made us ask
    net::Origin origin;            // of the message
};

/// The DKIM keys of one message, asked for all at once while the message still comes in. On one
/// I/O thread; questions go on when nobody waits for them any more.
class KeyFetch {
public:
    /// Begins to ask; every answer is there after `limit`. One network may have 500 questions
    /// under way: what is beyond counts as not answered.
    KeyFetch(const KeyAsker& asker,
             const boost::asio::any_io_executor& executor,
             const std::vector<trust::DkimQuestion>& questions,
             std::chrono::milliseconds limit,
             net::dns::Freshness freshness = net::dns::Freshness::cached);

    /// All answers. Throws operation_aborted when the caller is cancelled.
    boost::asio::awaitable<DkimKeys> answers();

private:
    struct State;
    static boost::asio::awaitable<void> fetch(std::shared_ptr<State> state,
                                              net::dns::Lookup& lookup,
                                              std::string name,
                                              std::chrono::milliseconds limit,
                                              net::dns::Freshness freshness,
                                              net::NetworkCounts::Place place);
    std::shared_ptr<State> state_;
};

} // namespace roost::delivery
