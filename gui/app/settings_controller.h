// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/client.h"
#include "gui/models/relay_model.h"
#include "gui/pages/settings_page.h"

#include <QObject>

namespace roost::console {

/// Loads the settings when somebody looks, and changes them one at a time.
class SettingsController : public QObject {
    Q_OBJECT

public:
    SettingsController(client::Client& client,
                       const models::RelayModel& relay,
                       pages::SettingsPage& page,
                       QObject* parent);

private:
    void load();
    void save(const api::SettingChange& change);
    void toDefault(const std::string& name);

    client::Client& client_;
    const models::RelayModel& relay_;
    pages::SettingsPage& page_;
};

} // namespace roost::console
