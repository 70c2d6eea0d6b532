// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/accounts/world.h"

#include <string>
#include <vector>

namespace roost::test {

/// Puts a message for each recipient into the queue, as if its first try had failed.
inline std::vector<store::QueueId> fillQueue(World& world,
                                             const std::vector<std::string>& recipients,
                                             const std::string& cause = "connect_timeout",
                                             const std::string& reply = "")
{
    std::vector<store::QueueId> ids;
    auto add = [&](store::Stores& stores) -> Result<> {
        for (const std::string& recipient : recipients) {
            store::QueueRow row;
            row.body_id = stores.bodies.add({"secret content", "", 14});
            row.sender = "annannann@relay.test";
            row.recipient = recipient;
            row.domain = recipient.substr(recipient.find('@') + 1);
            row.octets = 14;
            row.queued_at = world.clock.now();
            row.next_try_at = world.clock.now();
            const auto id = stores.queue.add(row);
            ids.push_back(id);
            store::Attempt attempt{world.clock.now(), reply, cause};
            if (!cause.empty()) {
                const auto deferred = stores.queue.defer(id, attempt, {});
                if (!deferred) return deferred.error();
            }
        }
        return {};
    };
    if (!world.write(add)) return {};
    return ids;
}

} // namespace roost::test
