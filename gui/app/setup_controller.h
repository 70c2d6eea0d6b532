// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/client.h"
#include "gui/pages/setup_page.h"

#include <QObject>

namespace roost::console {

/// Carries out the first-run page: sets the relay up, then fetches its first invite.
class SetupController : public QObject {
    Q_OBJECT

public:
    SetupController(client::Client& client, pages::SetupPage& page, QObject* parent);

private:
    void apply(const api::SetupApply::Params& params);
    void askInvite();

    client::Client& client_;
    pages::SetupPage& page_;
};

} // namespace roost::console
