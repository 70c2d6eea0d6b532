// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/settle.h"

#include "backend/delivery/bounce.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <utility>

namespace roost::delivery::remote {
namespace {

std::string causeName(Cause cause)
{
    return cause == Cause::none ? "" : boost::describe::enum_to_string(cause, "");
}

std::string_view channelName(Channel channel)
{
    switch (channel) {
    case Channel::none: return "";
    case Channel::https: return "https";
    case Channel::smtp: return "smtp";
    }
    return "";
}

/// The enhanced code of a reply such as "550 5.1.1 no such user"; `otherwise` when it has none of
/// that class (RFC 2034 §4).
std::string statusOf(const RecipientResult& result, const char* otherwise)
{
    if (!result.status.empty()) return result.status;
    const std::string_view reply = result.reply;
    if (reply.size() < 9) return otherwise;
    const auto status = reply.substr(4, reply.find(' ', 4) - 4);
    const bool is_code =
        status.size() >= 5 && status[0] == otherwise[0] && status[1] == '.'
        && std::ranges::all_of(status, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
    return is_code ? std::string(status) : otherwise;
}

/// The steps of settle(), and what they share.
class Ledger {
public:
    Ledger(store::Stores& stores, const Settlement& it, const settings::Values& values)
        : stores_(stores), it_(it), values_(values), schedule_(retrySchedule(values))
    {
    }
    Result<Settled> run();

private:
    void note(const store::QueueRow& row, const RecipientResult& result);
    void putBack(const store::QueueRow& row, const RecipientResult& result);
    void giveUp(const store::QueueRow& row, const RecipientResult& result, std::string status);
    void noteVisit();
    Result<> bounce();
    store::Standing standingAfter(store::Standing before) const;

    store::Stores& stores_;
    const Settlement& it_;
    const settings::Values& values_;
    const store::RetrySchedule schedule_;
    std::vector<mail::FailedRecipient> failures_;
    Settled settled_;
};

Result<Settled> Ledger::run()
{
    const auto& results = it_.report.results;
    // A server that drops the line on one message would otherwise get none of the others.
    settled_.is_unreachable =
        !it_.report.was_mail_answered && !results.empty()
        && std::ranges::all_of(results, [](const RecipientResult& result) {
               return result.outcome == remote::Outcome::temporary && isOfDestination(result.cause);
           });
    for (std::size_t i = 0; i < it_.rows.size() && i < results.size(); ++i)
        note(it_.rows[i], results[i]);
    if (const auto told = bounce(); !told) return told.error();
    if (it_.was_tried)
        noteVisit();
    else
        stores_.destinations.reschedule(it_.rows.front().domain);
    return settled_;
}

void Ledger::note(const store::QueueRow& row, const RecipientResult& result)
{
    switch (result.outcome) {
    case remote::Outcome::delivered:
        if (stores_.queue.remove(row.id)) ++settled_.delivered;
        break;
    case remote::Outcome::temporary: putBack(row, result); break;
    case remote::Outcome::permanent: giveUp(row, result, statusOf(result, "5.0.0")); break;
    }
}

void Ledger::putBack(const store::QueueRow& row, const RecipientResult& result)
{
    const store::Attempt attempt{it_.now, result.reply, causeName(result.cause)};
    const auto next = stores_.queue.defer(row.id, attempt, schedule_);
    if (next) ++settled_.deferred;
    if (!next && next.error().code == Code::limit) giveUp(row, result, "4.4.7"); // RFC 3463 §3.5
}

/// What an operator has dropped meanwhile stays dropped: nobody is to be told of it.
void Ledger::giveUp(const store::QueueRow& row, const RecipientResult& result, std::string status)
{
    const auto present = stores_.queue.find(row.id);
    if (!present || present->state == store::QueueState::dropped) return;
    stores_.queue.remove(row.id);
    mail::FailedRecipient failure;
    failure.address = row.recipient;
    failure.status = std::move(status);
    failure.diagnostic = result.reply;
    failures_.push_back(std::move(failure));
}

Result<> Ledger::bounce()
{
    settled_.failed = static_cast<std::int64_t>(failures_.size());
    if (failures_.empty()) return {};
    Undeliverable report;
    report.sender = it_.rows.front().sender;
    report.failed = std::move(failures_);
    report.header = it_.header;
    report.arrived_at = it_.rows.front().queued_at;
    report.written_at = it_.now;
    report.domain = lower(values_.mail_domain);
    report.max_mailbox_octets = values_.max_mailbox_size;
    const auto told = storeBounce(stores_, std::move(report));
    if (!told) return told.error();
    settled_.is_bounced = *told;
    return {};
}

/// What failed here, before the destination was asked, says nothing about it.
store::Standing Ledger::standingAfter(store::Standing before) const
{
    const auto is_ours = [](const RecipientResult& result) {
        return result.outcome != remote::Outcome::delivered
               && (result.cause == Cause::own_failure || result.cause == Cause::stopped);
    };
    const auto& results = it_.report.results;
    if (std::ranges::all_of(results, is_ours)) return before;
    const bool is_away = std::ranges::all_of(
        results, [](const RecipientResult& result) { return isOfDestination(result.cause); });
    return is_away ? store::Standing::failing : store::Standing::good;
}

void Ledger::noteVisit()
{
    const std::string& domain = it_.rows.front().domain;
    store::Visit visit;
    visit.at = it_.now;
    visit.delivered = settled_.delivered;
    visit.deferred = settled_.deferred;
    visit.refused = settled_.failed;
    visit.latency_millis = std::max<std::int64_t>(it_.took.count(), 1);
    visit.channel = channelName(it_.report.channel);
    const auto failed = std::ranges::find_if(it_.report.results, [](const RecipientResult& result) {
        return result.outcome != remote::Outcome::delivered;
    });
    if (failed != it_.report.results.end()) {
        visit.error = failed->reply;
        visit.cause = causeName(failed->cause);
    }
    const auto before = stores_.destinations.standing(domain);
    visit.standing = standingAfter(before);
    OtherMail others;
    others.domain = domain;
    others.now = it_.now;
    if (settled_.is_unreachable) others.attempt = {it_.now, visit.error, visit.cause};
    const bool is_back = before == store::Standing::failing && settled_.delivered > 0;
    if (settled_.is_unreachable || is_back)
        settled_.others = settleOthers(stores_, std::move(others), values_);
    stores_.destinations.visited(domain, visit);
}

} // namespace

bool isOfDestination(Cause cause)
{
    switch (cause) {
    case Cause::none:
    case Cause::refused:
    case Cause::http_refused:
    case Cause::too_large:
    case Cause::own_failure:
    case Cause::stopped:
    case Cause::held:
    case Cause::expired: return false;
    default: return true;
    }
}

store::RetrySchedule retrySchedule(const settings::Values& values)
{
    return {values.queue_first_retry_seconds, values.queue_longest_retry_seconds,
            values.queue_lifetime};
}

std::optional<OtherMail>
settleOthers(store::Stores& stores, OtherMail others, const settings::Values& values)
{
    const auto step = others.attempt ? stores.queue.deferDue(others.domain, *others.attempt,
                                                             retrySchedule(values), others.from)
                                     : stores.queue.flush(others.domain, others.now, others.from);
    if (others.attempt) stores.destinations.countDeferred(others.domain, step.changed);
    stores.destinations.reschedule(others.domain);
    if (!step.rest) return std::nullopt;
    others.from = *step.rest;
    return others;
}

Result<Settled>
settle(store::Stores& stores, const Settlement& settlement, const settings::Values& values)
{
    return Ledger(stores, settlement, values).run();
}

} // namespace roost::delivery::remote
