// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/invite_page.h"

using namespace Qt::StringLiterals;

namespace roost::pages {

InvitePage::InvitePage(const models::RelayModel& relay, QWidget* parent)
    : Page(relay, tr("Invite"), parent), panel_(new InvitePanel)
{
    setObjectName(u"invitePage"_s);
    setSubtitle(tr("Everybody you give this to can chat over your relay."));
    panel_->setMaximumWidth(860);
    content()->addWidget(panel_);
    content()->addStretch(1);
    connect(panel_, &InvitePanel::newRequested, this, &InvitePage::newRequested);
    showState(tr("Making an invite …"), {});
    InvitePage::onRelayChanged();
}

void InvitePage::setInvite(const api::InviteGet::Reply& invite)
{
    has_invite_ = true;
    panel_->show(invite);
    happened()->hide();
    showContent();
}

void InvitePage::setError(const QString& text)
{
    if (has_invite_) return happened()->say(widgets::StatusLight::State::bad, text);
    showState(tr("There is no invite"), text, tr("Try again"));
}

void InvitePage::onRelayChanged()
{
    panel_->setNewEnabled(relay().isConnected());
    if (!has_invite_) showUnknown();
}

} // namespace roost::pages
