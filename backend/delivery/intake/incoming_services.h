// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/intake.h"
#include "backend/delivery/intake/key_fetch.h"
#include "backend/delivery/intake/replay_guard.h"
#include "backend/policy/send_rate.h"

namespace roost::core {
class LiveSettings;
class Tasks;
} // namespace roost::core
namespace roost::net::dns {
class Lookup;
}
namespace roost::store {
struct Stores;
}

namespace roost::delivery {

/// What all messages of other servers share, whatever the door and the thread. Any thread.
struct IncomingState {
    ReplayGuard replays;
    policy::SendRate probes; // recipients that do not exist, by network
    KeyQuestions key_questions;
};

/// What messages of other servers need on one I/O thread, whatever the door; outlives them.
struct IncomingServices {
    store::Stores& reader; // of that thread
    Spool spool;
    core::LiveSettings& settings;
    core::Counters& counters;
    core::Workers& crypto; // for signatures
    core::Tasks& tasks;
    net::dns::Lookup& lookup;
    Acceptor& acceptor;
    const Clock& clock;
    IncomingState& state;
};

} // namespace roost::delivery
