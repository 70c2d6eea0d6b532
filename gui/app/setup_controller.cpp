// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/setup_controller.h"

#include "gui/models/wire_text.h"

namespace roost::console {

namespace {

constexpr std::chrono::seconds SetupLimit{60}; // it makes keys and opens ports

} // namespace

SetupController::SetupController(client::Client& client, pages::SetupPage& page, QObject* parent)
    : QObject(parent), client_(client), page_(page)
{
    connect(&page, &pages::SetupPage::setUpRequested, this, &SetupController::apply);
    connect(&page, &pages::SetupPage::newInviteRequested, this, &SetupController::askInvite);
}

void SetupController::apply(const api::SetupApply::Params& params)
{
    const auto done = [this](const Result<api::SetupApply::Reply>& reply) {
        if (!reply) return page_.setError(models::errorText(reply.error()));
        askInvite();
    };
    client_.call<api::SetupApply>(params, this, done, SetupLimit);
}

void SetupController::askInvite()
{
    client_.call<api::InviteGet>({}, this, [this](const Result<api::InviteGet::Reply>& reply) {
        if (!reply) return page_.setError(models::errorText(reply.error()));
        page_.setInvite(*reply);
    });
}

} // namespace roost::console
