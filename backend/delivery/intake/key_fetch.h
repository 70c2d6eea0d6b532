// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/lookup.h"
#include "backend/net/seat.h"
#include "backend/trust/dkim_verification.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <atomic>
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

/// Questions for keys that the resolver works on. Any thread.
struct KeyQuestions {
    std::atomic<std::int64_t> open{0};
    net::NetworkCounts networks; // that made us ask
};

/// Most of them; one message has at most ten. Who writes to other servers has the other half of the
/// resolver.
extern const net::SeatLimits KeyQuestionLimits;

/// Who asks for keys, and for whom.
struct KeyAsker {
    core::Tasks& tasks;
    net::dns::Lookup& lookup;
    KeyQuestions& questions;
    net::Origin origin; // of the message
};

/// The DKIM keys of one message, asked for all at once while the message still comes in. On one
/// I/O thread. A question goes on and keeps its place when nobody waits for it any more, as the
/// resolver does not let go of it either: silent name servers cannot take all of it.
class KeyFetch {
public:
    /// Begins to ask; what has no answer after `limit`, or no place among KeyQuestionLimits, is not
    /// among the answers.
    KeyFetch(const KeyAsker& asker,
             const boost::asio::any_io_executor& executor,
             const std::vector<trust::DkimQuestion>& questions,
             std::chrono::milliseconds limit,
             net::dns::Freshness freshness = net::dns::Freshness::cached);

    /// The answers there are. Throws operation_aborted when the caller is cancelled.
    boost::asio::awaitable<DkimKeys> answers();

private:
    struct State;
    static boost::asio::awaitable<void> fetch(std::shared_ptr<State> state,
                                              net::dns::Lookup& lookup,
                                              std::string name,
                                              net::dns::Freshness freshness,
                                              net::Seat seat);
    std::shared_ptr<State> state_;
};

} // namespace roost::delivery
