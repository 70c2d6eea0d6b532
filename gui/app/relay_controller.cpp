// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/relay_controller.h"

namespace roost::console {

using client::Client;

RelayController::RelayController(Client& client, models::RelayModel& relay, QObject* parent)
    : QObject(parent), client_(client), relay_(relay)
{
    connect(&client, &Client::stateChanged, &relay, &models::RelayModel::setLink);
    connect(&client, &Client::snapshotArrived, this, [this](const client::Snapshot& snapshot) {
        relay_.setSnapshot(snapshot.overview, snapshot.history);
    });
    connect(&client, &Client::eventArrived, this, &RelayController::onEvent);
    relay.setLink(client.state());
}

void RelayController::onEvent(const api::Event& event)
{
    if (event.kind == api::EventKind::stats && event.stats) return relay_.addStats(*event.stats);
    if (event.kind != api::EventKind::setup_changed) return;
    client_.call<api::OverviewGet>({}, this, [this](const Result<api::OverviewGet::Reply>& reply) {
        if (reply) relay_.setOverview(reply->overview);
    });
}

} // namespace roost::console
