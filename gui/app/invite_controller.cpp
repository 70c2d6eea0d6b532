// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/invite_controller.h"

#include "gui/models/wire_text.h"

namespace roost::console {

using client::Client;

InviteController::InviteController(Client& client,
                                   const models::RelayModel& relay,
                                   pages::InvitePage& page,
                                   QObject* parent)
    : QObject(parent), client_(client), relay_(relay), page_(page)
{
    connect(&page, &pages::InvitePage::newRequested, this, &InviteController::ask);
    connect(&page, &pages::InvitePage::refreshRequested, this, &InviteController::refresh);
    connect(&relay, &models::RelayModel::changed, this, &InviteController::refresh);
    connect(&client, &Client::eventArrived, this, [this](const api::Event& event) {
        if (event.kind != api::EventKind::settings_changed
            && event.kind != api::EventKind::setup_changed)
            return;
        is_stale_ = true;
        refresh();
    });
}

/// Only when somebody looks.
void InviteController::refresh()
{
    const bool is_ready = relay_.isConnected() && relay_.overview().configured;
    if (is_stale_ && is_ready && page_.isVisible()) ask();
}

void InviteController::ask()
{
    if (is_asking_) return;
    is_asking_ = true;
    is_stale_ = false;
    client_.call<api::InviteGet>({}, this, [this](const Result<api::InviteGet::Reply>& reply) {
        is_asking_ = false;
        if (reply) return page_.setInvite(*reply);
        is_stale_ = true;
        page_.setError(models::errorText(reply.error()));
    });
}

} // namespace roost::console
