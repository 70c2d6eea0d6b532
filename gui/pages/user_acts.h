// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/users.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace roost::pages {

/// What can be done to a user.
enum class UserAct { block, unblock, erase, close, restore };

struct UserActWords {
    UserAct act;
    QString button;
    QString object_name;
};
QList<UserActWords> userActs();

/// Whether it makes sense for a user in that state.
bool mayAct(UserAct act, api::UserState state);
UserAct oppositeOf(UserAct act);

/// What it leads to, said before.
QString consequenceOf(UserAct act);
/// What has happened, said after. erase_at: when the deleted are gone for good.
QString doneWords(UserAct act, const QStringList& addresses, std::int64_t erase_at);

} // namespace roost::pages
