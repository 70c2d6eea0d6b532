// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/users_controller.h"

#include "gui/models/wire_text.h"
#include "shared/api/settings.h"

#include <QCoreApplication>

#include <type_traits>

namespace roost::console {

using client::Client;
using pages::UserAct;

/// The same act for several users, one after the other.
struct UsersController::Work {
    UserAct act;
    QStringList waiting;
    QStringList done;
    std::int64_t erase_at = 0; // of the last
    std::optional<Error> failure;
};

UsersController::UsersController(Client& client,
                                 const models::RelayModel& relay,
                                 models::UserModel& users,
                                 pages::UsersPage& page,
                                 QObject* parent)
    : QObject(parent), client_(client), relay_(relay), users_(users), page_(page)
{
    connect(&page, &pages::UsersPage::wantedChanged, this, &UsersController::load);
    connect(&page, &pages::UsersPage::actRequested, this, &UsersController::act);
    connect(&page, &pages::UsersPage::refreshRequested, this, &UsersController::loadAllIfSeen);
    connect(&client, &Client::snapshotArrived, this, &UsersController::loadAllIfSeen);
    connect(&client, &Client::eventArrived, this, [this](const api::Event& event) {
        if (event.kind == api::EventKind::users_changed) loadIfSeen();
        if (event.kind == api::EventKind::settings_changed) loadAllIfSeen();
    });
}

void UsersController::loadIfSeen()
{
    if (page_.isVisible() && relay_.isConnected()) load();
}

void UsersController::loadAllIfSeen()
{
    loadIfSeen();
    if (page_.isVisible() && relay_.isConnected()) learnUndoTime();
}

void UsersController::load()
{
    is_stale_ = is_loading_;
    if (is_loading_) return;
    is_loading_ = true;
    const auto wanted = page_.wanted();
    client_.call<api::UserList>(wanted, this, [this](const Result<api::UserList::Reply>& reply) {
        is_loading_ = false;
        if (std::exchange(is_stale_, false)) return load(); // what came is no longer asked for
        if (!reply) return page_.setError(models::errorText(reply.error()));
        users_.replace(reply->users);
        page_.setLoaded(reply->total);
    });
}

void UsersController::learnUndoTime()
{
    api::SettingGet::Params params;
    params.name = "deleted_account_undo_seconds";
    client_.call<api::SettingGet>(
        params, this, [this](const Result<api::SettingGet::Reply>& reply) {
            if (!reply) return;
            bool ok = false;
            const auto seconds = QString::fromStdString(reply->setting.value).toLongLong(&ok);
            if (ok) page_.setUndoSeconds(seconds);
        });
}

void UsersController::act(UserAct act, const QStringList& addresses)
{
    auto work = std::make_shared<Work>();
    work->act = act;
    work->waiting = addresses;
    next(std::move(work));
}

void UsersController::next(std::shared_ptr<Work> work)
{
    if (work->waiting.isEmpty() || work->failure) return report(*work);
    const std::string address = work->waiting.first().toStdString();
    switch (work->act) {
    case UserAct::block: return perform<api::UserBlock>(std::move(work), address);
    case UserAct::unblock: return perform<api::UserUnblock>(std::move(work), address);
    case UserAct::erase:
    case UserAct::close: return perform<api::UserDelete>(std::move(work), address);
    case UserAct::restore: return perform<api::UserRestore>(std::move(work), address);
    }
}

template <class Method>
void UsersController::perform(std::shared_ptr<Work> work, const std::string& address)
{
    typename Method::Params params;
    params.address = address;
    if constexpr (std::is_same_v<Method, api::UserDelete>)
        params.keep_closed = work->act == UserAct::close;
    client_.call<Method>(params, this, [this, work](const Result<typename Method::Reply>& reply) {
        if (reply) {
            work->done += work->waiting.takeFirst();
            if constexpr (std::is_same_v<Method, api::UserDelete>) work->erase_at = reply->erase_at;
        } else {
            work->failure = reply.error();
        }
        next(work);
    });
}

void UsersController::report(const Work& work)
{
    if (!work.done.isEmpty()) page_.tellDone(work.act, work.done, work.erase_at);
    if (work.failure) page_.tellFailed(models::errorText(*work.failure));
    loadIfSeen();
}

} // namespace roost::console
