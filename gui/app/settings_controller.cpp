// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/settings_controller.h"

#include "gui/models/wire_text.h"

namespace roost::console {

using client::Client;

namespace {

constexpr std::chrono::seconds SaveLimit{60}; // ports may open and close

} // namespace

SettingsController::SettingsController(Client& client,
                                       const models::RelayModel& relay,
                                       pages::SettingsPage& page,
                                       QObject* parent)
    : QObject(parent), client_(client), relay_(relay), page_(page)
{
    connect(&page, &pages::SettingsPage::refreshRequested, this, &SettingsController::load);
    connect(&page, &pages::SettingsPage::saveRequested, this, &SettingsController::save);
    connect(&page, &pages::SettingsPage::defaultRequested, this, &SettingsController::toDefault);
    connect(&client, &Client::snapshotArrived, this, &SettingsController::load);
    connect(&client, &Client::eventArrived, this, [this](const api::Event& event) {
        if (event.kind == api::EventKind::settings_changed) load();
    });
}

void SettingsController::load()
{
    if (!page_.isVisible() || !relay_.isConnected()) return;
    client_.call<api::SettingList>({}, this, [this](const Result<api::SettingList::Reply>& reply) {
        if (!reply) return page_.setError(models::errorText(reply.error()));
        page_.setSettings(reply->settings);
    });
}

void SettingsController::save(const api::SettingChange& change)
{
    api::SettingSet::Params params;
    params.changes.push_back(change);
    const auto done = [this, name = change.name](const Result<api::SettingSet::Reply>& reply) {
        if (!reply) return page_.setRefusal(name, models::errorText(reply.error()));
        page_.setChanged(reply->settings);
    };
    client_.call<api::SettingSet>(params, this, done, SaveLimit);
}

void SettingsController::toDefault(const std::string& name)
{
    api::SettingRevert::Params params;
    params.name = name;
    const auto done = [this, name](const Result<api::SettingRevert::Reply>& reply) {
        if (!reply) return page_.setRefusal(name, models::errorText(reply.error()));
        page_.setChanged({reply->setting});
    };
    client_.call<api::SettingRevert>(params, this, done, SaveLimit);
}

} // namespace roost::console
