// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/client.h"
#include "gui/models/relay_model.h"

#include <QObject>

namespace roost::console {

/// Feeds the RelayModel from what the client hears. Asks for nothing but the overview, and that
/// only when the daemon says that it has changed.
class RelayController : public QObject {
    Q_OBJECT

public:
    RelayController(client::Client& client, models::RelayModel& relay, QObject* parent);

private:
    void onEvent(const api::Event& event);

    client::Client& client_;
    models::RelayModel& relay_;
};

} // namespace roost::console
