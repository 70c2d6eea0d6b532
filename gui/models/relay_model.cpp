// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/relay_model.h"

namespace roost::models {

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
    const bool is_news = stats.accounts != overview_.stats.accounts;
    overview_.stats = stats;
    history_.add(stats);
    Q_EMIT measured();
    if (is_news) Q_EMIT changed();
}

} // namespace roost::models
