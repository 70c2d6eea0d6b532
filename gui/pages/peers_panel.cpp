// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/peers_panel.h"

using namespace Qt::StringLiterals;

namespace roost::pages {

PeersPanel::PeersPanel(const models::QueueModels& models, models::PeerModel& peers, QWidget* parent)
    : QueuePanel(peers, models.explanations, models::PeerModel::Trouble, parent), peers_(peers)
{
    setObjectName(u"peersPanel"_s);
    table().setObjectName(u"peerTable"_s);
    table().setAccessibleName(tr("Other servers, and how they behave"));
    table().setEmptyText(tr("No mail has gone to another server yet. What happens to it is counted "
                            "here, by server, and forgotten after 30 days."));
}

QueueTarget PeersPanel::target(QueueAct) const
{
    return {};
}

std::string PeersPanel::explanationAt(int row) const
{
    return peers_.at(row).explanation;
}

std::string PeersPanel::lastAnswerAt(int row) const
{
    return peers_.at(row).last_error;
}

} // namespace roost::pages
