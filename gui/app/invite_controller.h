// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/client.h"
#include "gui/pages/invite_page.h"

#include <QObject>

namespace roost::console {

/// Gets invites for the invite page. Each asks the daemon for fresh credentials, so one is kept on
/// the screen until the reader wants another or the relay's addresses change.
class InviteController : public QObject {
    Q_OBJECT

public:
    InviteController(client::Client& client,
                     const models::RelayModel& relay,
                     pages::InvitePage& page,
                     QObject* parent);

private:
    void ask();
    void refresh();

    client::Client& client_;
    const models::RelayModel& relay_;
    pages::InvitePage& page_;
    bool is_stale_ = true;
    bool is_asking_ = false;
};

} // namespace roost::console
