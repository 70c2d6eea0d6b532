// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/statistics.h"

#include "backend/core/counters.h"

#include <algorithm>

namespace roost::control {

namespace {

constexpr std::size_t SecondsPerMinute = 60;

std::int64_t number(const std::atomic<std::uint64_t>& counter)
{
    return static_cast<std::int64_t>(counter.load(std::memory_order_relaxed));
}

api::Stats totals(const core::Counters& counters)
{
    api::Stats stats;
    stats.messages_accepted = number(counters.messages_accepted);
    stats.messages_delivered = number(counters.messages_delivered);
    stats.messages_rejected = number(counters.messages_rejected);
    stats.unencrypted_rejected = number(counters.unencrypted_rejected);
    stats.messages_from_others = number(counters.messages_from_others);
    stats.messages_replayed = number(counters.messages_replayed);
    stats.unknown_recipients = number(counters.unknown_recipients);
    stats.dkim_passed = number(counters.dkim_passed);
    stats.dkim_failed = number(counters.dkim_failed);
    stats.dkim_unknown = number(counters.dkim_unknown);
    stats.bounces = number(counters.bounces);
    stats.logins = number(counters.logins);
    stats.logins_failed = number(counters.logins_failed);
    stats.accounts_created = number(counters.accounts_created);
    stats.imap_connections = counters.imap_connections;
    stats.imap_clients = counters.imap_clients;
    stats.smtp_connections = counters.smtp_connections;
    stats.relay_connections = counters.relay_connections;
    stats.http_connections = counters.http_connections;
    return stats;
}

api::StatsSample between(const api::Stats& before, const api::Stats& after)
{
    api::StatsSample sample;
    sample.at = after.at;
    sample.accepted = after.messages_accepted - before.messages_accepted;
    sample.delivered = after.messages_delivered - before.messages_delivered;
    sample.rejected = after.messages_rejected - before.messages_rejected;
    sample.logins = after.logins - before.logins;
    sample.logins_failed = after.logins_failed - before.logins_failed;
    sample.imap_clients = after.imap_clients;
    sample.queue_length = after.queue_length;
    sample.store_octets = after.store_octets;
    return sample;
}

void keep(std::deque<api::StatsSample>& ring, const api::StatsSample& sample, std::size_t limit)
{
    ring.push_back(sample);
    if (ring.size() > limit) ring.pop_front();
}

} // namespace

Statistics::Statistics(const core::Counters& counters)
    : counters_(counters), current_(totals(counters))
{
}

void Statistics::tick(std::int64_t now, const Measured& measured)
{
    const api::Stats before = current_;
    current_ = totals(counters_);
    current_.at = now;
    current_.accounts = measured.accounts;
    current_.queue_length = measured.queue_length;
    current_.store_octets = measured.store_octets;

    const api::StatsSample sample = between(before, current_);
    keep(seconds_, sample, Seconds);
    minute_.push_back(sample);
    if (minute_.size() == SecondsPerMinute) closeMinute();
    countLastMinute();
}

/// Counts add up; what is measured is as it was at the end.
void Statistics::closeMinute()
{
    api::StatsSample sum = minute_.back();
    minute_.pop_back();
    for (const api::StatsSample& each : minute_) {
        sum.accepted += each.accepted;
        sum.delivered += each.delivered;
        sum.rejected += each.rejected;
        sum.logins += each.logins;
        sum.logins_failed += each.logins_failed;
    }
    minute_.clear();
    keep(minutes_, sum, Minutes);
}

void Statistics::countLastMinute()
{
    const auto count = static_cast<std::ptrdiff_t>(std::min(seconds_.size(), SecondsPerMinute));
    current_.messages_per_minute = 0;
    for (auto each = seconds_.end() - count; each != seconds_.end(); ++each)
        current_.messages_per_minute += each->accepted;
}

std::vector<api::StatsSample> Statistics::history(api::StatsStep step) const
{
    const auto& ring = step == api::StatsStep::second ? seconds_ : minutes_;
    return {ring.begin(), ring.end()};
}

} // namespace roost::control
