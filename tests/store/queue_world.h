// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

namespace roost::test {

constexpr RetrySchedule Schedule{300, 4000, 172'800};

/// A store with a queue in it.
struct Queue : World {
    using World::World;

    QueueId add(const std::string& recipient, UnixSeconds at = Now, std::int64_t octets = 1)
    {
        return run([&](Stores& s) {
            return addRow(s, s.bodies.add({"x", {}, 1}), recipient, at, octets);
        });
    }
    static QueueId addRow(Stores& s,
                          BodyId body,
                          const std::string& recipient,
                          UnixSeconds at = Now,
                          std::int64_t octets = 1)
    {
        QueueRow row;
        row.body_id = body;
        row.sender = "ann@relay.test";
        row.recipient = recipient;
        row.domain = recipient.substr(recipient.find('@') + 1);
        row.octets = octets;
        row.queued_at = at;
        row.next_try_at = at;
        return s.queue.add(row);
    }
    Result<UnixSeconds> defer(QueueId id, UnixSeconds at, const std::string& cause = "dns_failed")
    {
        return attempt([&](Stores& s) -> Result<UnixSeconds> {
            const auto next = s.queue.defer(id, {at, "451 not now", cause}, Schedule);
            const auto domain = s.queue.find(id);
            if (domain) s.destinations.reschedule(domain->domain);
            return next;
        });
    }
    std::vector<std::string> due(UnixSeconds at, Standing standing = Standing::unknown)
    {
        return run([&](Stores& s) { return s.destinations.due(standing, at, 100); });
    }
    std::vector<QueueId> rowsDue(const std::string& domain, UnixSeconds at)
    {
        std::vector<QueueId> ids;
        for (const auto& row : run([&](Stores& s) { return s.queue.due(domain, at, 100); }))
            ids.push_back(row.id);
        return ids;
    }
    QueueRow row(QueueId id)
    {
        return run([&](Stores& s) { return s.queue.find(id).value(); });
    }
    std::vector<QueueRow> rows(const std::string& domain = {})
    {
        return run([&](Stores& s) { return s.queue.rows(domain, std::nullopt, 0, 100); });
    }
    /// Applies a verb to the rows or the domain.
    template <class Verb>
    std::int64_t apply(Verb verb)
    {
        return run([&](Stores& s) { return verb(s.queue); });
    }
};

} // namespace roost::test
