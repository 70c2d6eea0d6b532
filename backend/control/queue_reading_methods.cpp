// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/queue_methods.h"

#include "backend/control/explained.h"
#include "backend/core/live_settings.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::int64_t MaxRows = 1000;
constexpr std::int64_t MaxRowsSplit = 5000; // of all groups together
constexpr int ReadingShare = 20;            // reading takes at most a twentieth of the time

Error badLimit()
{
    return Error(Code::invalid, "params.limit: must be from 1 to 1000");
}

api::QueueState stateOf(store::QueueState state)
{
    switch (state) {
    case store::QueueState::waits: return api::QueueState::waits;
    case store::QueueState::held: return api::QueueState::held;
    case store::QueueState::dropped: return api::QueueState::discarded;
    }
    return api::QueueState::waits;
}

/// Counts `row` among those of `part`, but for its message.
void addTo(store::QueueGroup& part, const store::QueueRow& row)
{
    const bool is_first = part.recipients == 0;
    part.domain = row.domain;
    part.cause = row.last_cause;
    if (is_first || row.last_try_at >= part.last_try_at) part.last_error = row.last_error;
    part.last_try_at = std::max(part.last_try_at, row.last_try_at);
    part.oldest_at = is_first ? row.queued_at : std::min(part.oldest_at, row.queued_at);
    part.attempts = std::max(part.attempts, row.attempts);
    part.octets += row.octets;
    ++part.recipients;
    if (row.state == store::QueueState::held) {
        ++part.held;
    } else if (part.next_try_at == 0 || row.next_try_at < part.next_try_at) {
        part.next_try_at = row.next_try_at;
    }
}

} // namespace

QueueReadingMethods::QueueReadingMethods(Methods& methods, Services& services) : services_(services)
{
    methods.add<api::QueueList>(this, &QueueReadingMethods::list);
    methods.add<api::QueueMessages>(this, &QueueReadingMethods::messages);
    methods.add<api::QueueRules>(this, &QueueReadingMethods::rules);
}

awaitable<Result<api::QueueList::Reply>> QueueReadingMethods::list(api::QueueList::Params params)
{
    if (params.limit < 1 || params.limit > MaxRows) co_return badLimit();
    co_await readAfter(std::chrono::steady_clock::now());
    api::QueueList::Reply reply = last_;
    if (reply.groups.size() > static_cast<std::size_t>(params.limit))
        reply.groups.resize(static_cast<std::size_t>(params.limit));
    co_return reply;
}

/// Sees to it that `last_` is at least as new as `asked`; several who ask share one reading.
awaitable<void> QueueReadingMethods::readAfter(SteadyTime asked)
{
    const auto now = std::chrono::steady_clock::now();
    if (now < next_read_) {
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, next_read_);
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    if (last_read_ >= asked) co_return;
    last_read_ = std::chrono::steady_clock::now();
    last_ = readGroups();
    const auto ended = std::chrono::steady_clock::now();
    next_read_ = ended + (ended - last_read_) * ReadingShare;
}

api::QueueList::Reply QueueReadingMethods::readGroups() const
{
    const store::ReadTransaction view(services_.reader);
    api::QueueList::Reply reply;
    std::int64_t rows_left = MaxRowsSplit;
    for (const store::QueueGroup& group : services_.reader.queue.groups(MaxRows))
        for (api::QueueGroup& part : byReason(group, rows_left))
            reply.groups.push_back(std::move(part));
    std::ranges::stable_sort(reply.groups, std::greater(), &api::QueueGroup::recipients);
    reply.recipients = services_.reader.queue.count();
    reply.discarded = static_cast<std::int64_t>(services_.reader.queue.dropped(MaxRows).size());
    return reply;
}

/// One cause may have several reasons: refusals say different things. They are told apart row by
/// row, as long as those are not too many.
std::vector<api::QueueGroup> QueueReadingMethods::byReason(const store::QueueGroup& group,
                                                           std::int64_t& rows_left) const
{
    const bool has_reasons = group.cause == "refused" || group.cause == "http_refused";
    if (!has_reasons || group.recipients == 1 || group.recipients > rows_left)
        return {shown(group)};
    rows_left -= group.recipients;
    std::map<std::string, store::QueueGroup> parts; // by explanation
    std::map<std::string, std::set<store::BodyId>> bodies;
    for (const auto& row :
         services_.reader.queue.rows(group.domain, group.cause, 0, group.recipients)) {
        const std::string reason = explanationOf(row.last_cause, row.last_error);
        store::QueueGroup& part = parts[reason];
        addTo(part, row);
        part.held_until = group.held_until;
        if (bodies[reason].insert(row.body_id).second) ++part.messages;
    }
    std::vector<api::QueueGroup> result;
    for (const auto& [reason, part] : parts) result.push_back(shown(part));
    return result;
}

api::QueueGroup QueueReadingMethods::shown(const store::QueueGroup& group) const
{
    api::QueueGroup shown;
    shown.domain = group.domain;
    shown.cause = group.cause;
    shown.last_error = toldText(group.last_error);
    const bool is_held = group.held == group.recipients || group.held_until != 0;
    shown.explanation = is_held ? "held" : explanationOf(group.cause, group.last_error);
    shown.messages = group.messages;
    shown.recipients = group.recipients;
    shown.held = group.held;
    shown.octets = group.octets;
    shown.attempts = group.attempts;
    shown.oldest_at = group.oldest_at;
    shown.last_try_at = group.last_try_at;
    if (!is_held) {
        shown.next_try_at = group.next_try_at;
        shown.gives_up_at = group.oldest_at + services_.settings.get()->queue_lifetime;
    }
    shown.held_until = group.held_until;
    return shown;
}

awaitable<Result<api::QueueMessages::Reply>>
QueueReadingMethods::messages(api::QueueMessages::Params params)
{
    if (params.limit < 1 || params.limit > MaxRows) co_return badLimit();
    store::QueueStore& queue = services_.reader.queue;
    const std::string domain = lower(params.domain);
    api::QueueMessages::Reply reply;
    if (!params.discarded) {
        std::map<std::string, bool> rules; // of the destinations met
        for (const auto& row : queue.rows(domain, params.cause, params.after, params.limit)) {
            const auto [rule, is_new] = rules.try_emplace(row.domain, false);
            if (is_new) rule->second = services_.reader.destinations.isHeld(row.domain);
            reply.messages.push_back(shown(row, rule->second));
        }
        co_return reply;
    }
    for (const auto& row : queue.dropped(MaxRows)) {
        if (row.id <= params.after || (!domain.empty() && row.domain != domain)) continue;
        reply.messages.push_back(shown(row, false));
        if (static_cast<std::int64_t>(reply.messages.size()) == params.limit) break;
    }
    co_return reply;
}

api::QueueMessage QueueReadingMethods::shown(const store::QueueRow& row, bool is_held_by_rule) const
{
    api::QueueMessage shown;
    shown.id = row.id;
    shown.sender = toldText(row.sender);
    shown.recipient = toldText(row.recipient);
    shown.domain = row.domain;
    shown.state = stateOf(row.state);
    shown.octets = row.octets;
    shown.queued_at = row.queued_at;
    shown.attempts = row.attempts;
    const bool is_held = row.state == store::QueueState::held || is_held_by_rule;
    if (!is_held && row.state == store::QueueState::waits) {
        shown.next_try_at = row.next_try_at;
        shown.gives_up_at = row.queued_at + services_.settings.get()->queue_lifetime;
    }
    shown.last_try_at = row.last_try_at;
    shown.last_error = toldText(row.last_error);
    shown.explanation = is_held ? "held" : explanationOf(row.last_cause, row.last_error);
    if (row.state == store::QueueState::dropped) shown.erase_at = row.erase_at;
    return shown;
}

awaitable<Result<api::QueueRules::Reply>> QueueReadingMethods::rules(api::QueueRules::Params)
{
    api::QueueRules::Reply reply;
    for (const store::HoldRule& rule : services_.reader.destinations.holdRules(MaxRows))
        reply.rules.push_back({rule.domain, rule.until});
    co_return reply;
}

} // namespace roost::control
