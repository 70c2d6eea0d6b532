// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/control/control_world.h"
#include "tests/control/queue_rows.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace roost::test {

/// A served relay, with mail that waits and a delivery that only notes what it shall give up.
struct QueueDesk : ControlWorld {
    QueueDesk() : ControlWorld(relaySettings()) {}
    std::vector<store::QueueId> fill(const std::vector<std::string>& recipients,
                                     const std::string& cause = "connect_timeout",
                                     const std::string& reply = "")
    {
        return test::fillQueue(world, recipients, cause, reply);
    }
    bool begin(bool can_bounce = true)
    {
        server = std::make_unique<control::Server>(threads.context(0).get_executor(),
                                                   bouncing(can_bounce), options());
        return start().has_value();
    }
    control::Services bouncing(bool can_bounce)
    {
        control::Services all = services();
        if (can_bounce) all.give_up = [this](store::QueueSelection which) { return giveUp(which); };
        return all;
    }
    boost::asio::awaitable<Result<std::int64_t>> giveUp(store::QueueSelection which)
    {
        given_up.push_back(which);
        co_return static_cast<std::int64_t>(which.ids.size());
    }
    control::ServerOptions options()
    {
        control::ServerOptions result;
        result.path = path();
        result.identify = [this](int) -> Result<control::Peer> { return peer; };
        result.rules = control::RoleRules{900, 50, 51};
        return result;
    }
    api::QueueList::Reply list() { return *connect().call<api::QueueList>({}); }
    std::vector<api::QueueMessage> messages(const std::string& domain = {}, bool discarded = false)
    {
        api::QueueMessages::Params params;
        params.domain = domain;
        params.discarded = discarded;
        return connect().call<api::QueueMessages>(params)->messages;
    }
    std::vector<store::QueueSelection> given_up;
};

inline api::QueueSelection of(std::vector<std::int64_t> ids)
{
    api::QueueSelection which;
    which.ids = std::move(ids);
    return which;
}

inline api::QueueSelection all(const std::string& domain)
{
    api::QueueSelection which;
    which.domain = domain;
    return which;
}

} // namespace roost::test
