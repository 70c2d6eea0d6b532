// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/history.h"

namespace roost::models {

namespace {

constexpr std::int64_t MinuteSeconds = 60;

std::int64_t countOf(const api::StatsSample& sample, Measure measure)
{
    return measure == Measure::logins_per_minute ? sample.logins : sample.accepted;
}

/// Counters begin at 0 again when the daemon does.
std::int64_t grown(std::int64_t before, std::int64_t now)
{
    return now >= before ? now - before : now;
}

} // namespace

void History::reset(const std::vector<api::StatsSample>& past, const api::Stats& now)
{
    samples_.assign(past.begin(), past.end());
    last_ = now;
    forget();
}

void History::add(const api::Stats& now)
{
    api::StatsSample sample;
    sample.at = now.at;
    sample.accepted = grown(last_.messages_accepted, now.messages_accepted);
    sample.logins = grown(last_.logins, now.logins);
    sample.imap_clients = now.imap_clients;
    sample.queue_length = now.queue_length;
    sample.store_octets = now.store_octets;
    last_ = now;
    while (!samples_.empty()
           && samples_.back().at >= now.at) { // the same second, or a clock set back
        sample.accepted += samples_.back().at == now.at ? samples_.back().accepted : 0;
        sample.logins += samples_.back().at == now.at ? samples_.back().logins : 0;
        samples_.pop_back();
    }
    samples_.push_back(sample);
    forget();
}

void History::forget()
{
    while (!samples_.empty() && samples_.front().at <= samples_.back().at - SpanSeconds)
        samples_.pop_front();
}

double
History::valueAt(std::size_t index, Measure measure, std::int64_t& sum, std::size_t& oldest) const
{
    const api::StatsSample& sample = samples_[index];
    if (measure == Measure::clients) return static_cast<double>(sample.imap_clients);
    if (measure == Measure::store_octets) return static_cast<double>(sample.store_octets);
    sum += countOf(sample, measure);
    while (samples_[oldest].at <= sample.at - MinuteSeconds)
        sum -= countOf(samples_[oldest++], measure);
    return static_cast<double>(sum);
}

QList<QPointF> History::series(Measure measure) const
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(samples_.size()));
    std::int64_t sum = 0;
    std::size_t oldest = 0;
    for (std::size_t i = 0; i < samples_.size(); ++i)
        points.append({static_cast<double>(samples_[i].at), valueAt(i, measure, sum, oldest)});
    return points;
}

bool History::hasWaitedFor(std::int64_t seconds) const
{
    if (samples_.empty() || samples_.back().at - samples_.front().at < seconds) return false;
    for (auto each = samples_.rbegin(); each != samples_.rend(); ++each) {
        if (each->at < samples_.back().at - seconds) break;
        if (each->queue_length == 0) return false;
    }
    return true;
}

double History::latest(Measure measure) const
{
    const auto points = series(measure);
    return points.isEmpty() ? 0 : points.last().y();
}

} // namespace roost::models
