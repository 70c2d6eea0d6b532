// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/give_up.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/store/store_thread.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace roost::delivery::remote {
namespace {

using boost::asio::awaitable;

constexpr std::int64_t RowsPerTurn = 1000;
constexpr std::size_t MessagesPerJob = 50;

using Rows = std::vector<store::QueueRow>;

/// The next rows of the selection, ascending by id; none at its end.
Rows nextRows(store::Stores& reader, const store::QueueSelection& which, store::QueueId after)
{
    if (which.ids.empty() && which.domain.empty()) return {};
    Rows rows;
    if (which.ids.empty()) {
        rows = reader.queue.rows(which.domain, std::nullopt, after, RowsPerTurn);
        std::erase_if(rows, [&](const store::QueueRow& row) { return row.id > which.last; });
        return rows;
    }
    for (auto id = std::ranges::upper_bound(which.ids, after);
         id != which.ids.end() && std::ssize(rows) < RowsPerTurn; ++id) {
        auto row = reader.queue.find(*id);
        if (row && row->state != store::QueueState::dropped) rows.push_back(std::move(*row));
    }
    return rows;
}

/// Leaves out what comes into the queue from now on.
void limitToPresent(store::Stores& reader, store::QueueSelection& which)
{
    store::QueueSelection parts = which;
    if (!parts.isEmpty()) reader.queue.takePart(parts);
    which.last = parts.last;
}

RecipientResult verdict(const store::QueueRow& row)
{
    RecipientResult result;
    result.recipient = row.recipient;
    result.outcome = Outcome::permanent;
    result.reply = "554 5.4.7 Given up by whoever looks after this relay";
    if (!row.last_error.empty()) result.reply += "; the last answer was: " + row.last_error;
    result.status = "5.4.7"; // RFC 3463 §3.5
    return result;
}

awaitable<Settlement> settlementOf(const GiveUpServices& services, store::Stores& reader, Rows rows)
{
    Settlement settlement;
    settlement.now = services.outgoing.clock.now();
    settlement.was_tried = false;
    for (const store::QueueRow& row : rows) settlement.report.results.push_back(verdict(row));
    auto header = co_await loadHeader(services.outgoing, reader, rows.front().body_id);
    if (header) settlement.header = std::move(*header); // else the bounce does without
    settlement.rows = std::move(rows);
    co_return settlement;
}

/// All of `settlements` in one transaction.
awaitable<Result<std::int64_t>> writeDown(const GiveUpServices& services,
                                          const std::vector<Settlement>& settlements)
{
    std::int64_t bounces = 0;
    auto job = [&](store::Stores& stores) -> Result<std::int64_t> {
        const auto values = services.settings.get();
        std::int64_t rows = 0;
        for (const Settlement& settlement : settlements) {
            const auto settled = settle(stores, settlement, *values);
            if (!settled) return settled.error();
            rows += settled->failed;
            bounces += settled->is_bounced ? 1 : 0;
        }
        return rows;
    };
    const auto done = co_await services.store.write(job, store::Promise::durable);
    if (done) services.counters.bounces += static_cast<std::uint64_t>(bounces);
    co_return done;
}

/// Rows that nobody else touches, message by message.
awaitable<Result<std::int64_t>>
giveUpRows(const GiveUpServices& services, store::Stores& reader, Rows rows)
{
    std::int64_t count = 0;
    std::vector<Settlement> settlements;
    for (auto from = rows.begin(), end = from; from != rows.end(); from = end) {
        end = std::find_if(from, rows.end(), [&](const store::QueueRow& row) {
            return row.body_id != from->body_id || row.domain != from->domain;
        });
        settlements.push_back(co_await settlementOf(services, reader, Rows(from, end)));
        if (settlements.size() < MessagesPerJob && end != rows.end()) continue;
        const auto done = co_await writeDown(services, settlements);
        if (!done) co_return done.error();
        count += *done;
        settlements.clear();
    }
    co_return count;
}

RowsInHand::Ids idsOf(const Rows& rows)
{
    RowsInHand::Ids ids;
    std::ranges::transform(rows, std::back_inserter(ids), &store::QueueRow::id);
    return ids;
}

} // namespace

awaitable<Result<std::int64_t>>
giveUp(const GiveUpServices& services, store::Stores& reader, store::QueueSelection which)
{
    std::ranges::sort(which.ids);
    limitToPresent(reader, which);
    std::int64_t count = 0;
    store::QueueId after = 0;
    for (auto rows = nextRows(reader, which, after); !rows.empty();
         rows = nextRows(reader, which, after)) {
        after = rows.back().id;
        const RowsInHand::Hold hold(services.in_hand, idsOf(rows), RowsInHand::Otherwise::ask);
        const auto is_others = [&](const store::QueueRow& row) { return !hold.has(row.id); };
        count += static_cast<std::int64_t>(std::erase_if(rows, is_others));
        const auto done = co_await giveUpRows(services, reader, std::move(rows));
        if (!done) co_return done.error();
        count += *done;
    }
    co_return count;
}

awaitable<Result<std::int64_t>>
giveUpInHand(const GiveUpServices& services, store::Stores& reader, RowsInHand::Ids ids)
{
    Rows rows;
    for (const store::QueueId id : ids) {
        auto row = reader.queue.find(id);
        if (row && row->state != store::QueueState::dropped) rows.push_back(std::move(*row));
    }
    return giveUpRows(services, reader, std::move(rows));
}

} // namespace roost::delivery::remote
