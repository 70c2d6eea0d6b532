// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/client.h"
#include "gui/models/relay_model.h"
#include "gui/models/user_model.h"
#include "gui/pages/users_page.h"

#include <QObject>

#include <memory>

namespace roost::console {

/// Keeps the users page up to date while somebody looks at it, and carries out what it asks for.
class UsersController : public QObject {
    Q_OBJECT

public:
    UsersController(client::Client& client,
                    const models::RelayModel& relay,
                    models::UserModel& users,
                    pages::UsersPage& page,
                    QObject* parent);

private:
    struct Work; // one request of the page under way

    void load();
    void loadIfSeen();
    void loadAllIfSeen();
    void learnUndoTime();
    void act(pages::UserAct act, const QStringList& addresses);
    void next(std::shared_ptr<Work> work);
    template <class Method>
    void perform(std::shared_ptr<Work> work, const std::string& address);
    void report(const Work& work);

    client::Client& client_;
    const models::RelayModel& relay_;
    models::UserModel& users_;
    pages::UsersPage& page_;
    bool is_loading_ = false;
    bool is_stale_ = false; // something changed while loading
};

} // namespace roost::console
