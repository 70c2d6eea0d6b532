// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/relay_model.h"

namespace roost::models {

namespace {

constexpr std::int64_t LongWaitSeconds = 30;

} // namespace

void RelayModel::setLink(const client::LinkState& link)
{
    if (link == link_) return;
    link_ = link;
    Q_EMIT changed();
}

void RelayModel::setSnapshot(const api::Overview& overview,
                             const std::vector<api::StatsSample>& past)
{
    is_known_ = true;
    overview_ = overview;
    history_.reset(past, overview.stats);
    judgeQueue();
    Q_EMIT changed();
    Q_EMIT measured();
}

void RelayModel::setOverview(const api::Overview& overview)
{
    is_known_ = true;
    overview_ = overview;
    Q_EMIT changed();
}

void RelayModel::addStats(const api::Stats& stats)
{
    const bool did_wait = mail_waits_;
    const bool is_news = stats.accounts != overview_.stats.accounts
                         || (did_wait && stats.queue_length != overview_.stats.queue_length);
    overview_.stats = stats;
    history_.add(stats);
    judgeQueue();
    Q_EMIT measured();
    if (is_news || mail_waits_ != did_wait) Q_EMIT changed();
}

/// What passes through within a minute is no news.
void RelayModel::judgeQueue()
{
    mail_waits_ = overview_.stats.queue_length > 0 && history_.hasWaitedFor(LongWaitSeconds);
}

} // namespace roost::models
