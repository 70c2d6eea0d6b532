// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/invite_panel.h"
#include "gui/pages/page.h"

#include <optional>

namespace roost::pages {

/// Brings new people in.
class InvitePage : public Page {
    Q_OBJECT

public:
    explicit InvitePage(const models::RelayModel& relay, QWidget* parent = nullptr);

    void setInvite(const api::InviteGet::Reply& invite);
    void setError(const QString& text);
    bool hasInvite() const { return has_invite_; }

Q_SIGNALS:
    void newRequested();

protected:
    void onRelayChanged() override;

private:
    InvitePanel* panel_;
    bool has_invite_ = false;
};

} // namespace roost::pages
