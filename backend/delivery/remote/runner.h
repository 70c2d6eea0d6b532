// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/delivery/remote/conversation.h"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace roost::delivery::remote {

/// What the runner uses; outlives it.
struct RunnerServices {
    ConversationServices conversation;
    Destinations& destinations;
    std::int64_t most_connections = 1'000'000; // whatever the settings say
};

/// A thread that conversations may live on, with its own reader.
struct RunnerThread {
    boost::asio::any_io_executor executor;
    store::Stores& reader;
};

/// How long a destination may be silent while others wait for its place, and it has not all of a
/// message. A new one, until it talks: four times what good ones took of late, within `shortest`
/// and `longest`; then it is a slow one, which gets four times as long when nobody waits who is
/// not. Others get the longest, those on the failing lane `failing`. However talkative it is, after
/// `whole` a delivery makes room.
struct Patience {
    std::chrono::milliseconds shortest{25};
    std::chrono::milliseconds first{250}; // before any was heard
    std::chrono::milliseconds longest{3000};
    std::chrono::milliseconds failing{30'000};
    std::chrono::milliseconds whole{60'000};
};

/// Empties the queue. One conversation per destination that has something due, on two lanes with
/// budgets of their own (settings max_outgoing_connections and max_failing_connections), so that
/// destinations which fail or hang hold up none that work. Sleeps until it is woken or something
/// becomes due; what that costs does not grow with what is not due.
class Runner {
public:
    /// `threads` (at least one): the schedule is kept on the first.
    Runner(const RunnerServices& services,
           std::vector<RunnerThread> threads,
           const Patience& patience = {});
    ~Runner(); // after stop(), or when nothing was started
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void start();
    /// The queue may have changed. Cheap; any thread, such as the store's.
    void wake();
    /// Begins nothing more, breaks off what the other sides cannot have taken yet, gives the rest
    /// `grace` and then breaks it off too: it is sent again after the next start. Blocks; never on
    /// an I/O thread, while those run. Whether all has ended.
    bool stop(std::chrono::milliseconds grace);

private:
    struct State;
    std::shared_ptr<State> state_;
};

} // namespace roost::delivery::remote
