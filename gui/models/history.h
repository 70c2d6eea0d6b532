// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/stats.h"

#include <QList>
#include <QPointF>

#include <cstdint>
#include <deque>
#include <vector>

namespace roost::models {

/// What a chart can show.
enum class Measure { messages_per_minute, clients, logins_per_minute, store_octets };

/// The last ten minutes by the second, for the charts. Begins with what the daemon remembers and
/// goes on with each event. A plain value.
class History {
public:
    static constexpr std::int64_t SpanSeconds = 600;

    /// Starts over: `past` as the daemon tells it, `now` as the snapshot says.
    void reset(const std::vector<api::StatsSample>& past, const api::Stats& now);
    void add(const api::Stats& now);

    /// x: Unix seconds, y: the measure, oldest first.
    QList<QPointF> series(Measure measure) const;
    /// The newest value; 0 when there is none.
    double latest(Measure measure) const;
    /// Whether something was in the queue at every moment of the last `seconds`.
    bool hasWaitedFor(std::int64_t seconds) const;
    bool isEmpty() const { return samples_.empty(); }

private:
    double
    valueAt(std::size_t index, Measure measure, std::int64_t& sum, std::size_t& oldest) const;
    void forget();

    std::deque<api::StatsSample> samples_; // ascending `at`
    api::Stats last_;
};

} // namespace roost::models
