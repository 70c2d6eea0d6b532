// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/user_acts.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace roost::pages {

namespace {

struct UserActsWords {
    Q_DECLARE_TR_FUNCTIONS(UserActs)
};

/// "ann@example.org", or how many there are.
QString whoText(const QStringList& addresses)
{
    if (addresses.size() == 1) return models::shownText(addresses.first().toStdString());
    return UserActsWords::tr("%n addresses", nullptr, static_cast<int>(addresses.size()));
}

QString erasedText(const QString& who, std::int64_t erase_at)
{
    const QDateTime at = models::instant(erase_at);
    if (at <= QDateTime::currentDateTime())
        return UserActsWords::tr("Deleted %1 and all messages. The address can be taken again.")
            .arg(who);
    return UserActsWords::tr(
               "Deleted %1. Its apps are disconnected and its messages are erased for good on "
               "%2; until then nobody else can take the address.")
        .arg(who, QLocale().toString(at, QLocale::ShortFormat));
}

QString closedText(const QString& who, std::int64_t erase_at)
{
    const QDateTime at = models::instant(erase_at);
    if (at <= QDateTime::currentDateTime())
        return UserActsWords::tr("Deleted %1 and all messages. Nobody can take the address for 90 "
                                 "days.")
            .arg(who);
    return UserActsWords::tr("Deleted %1. Its apps are disconnected and its messages are erased "
                             "for good on %2; for 90 days from then nobody can take the address.")
        .arg(who, QLocale().toString(at, QLocale::ShortFormat));
}

} // namespace

QList<UserActWords> userActs()
{
    return {{UserAct::block, UserActsWords::tr("Block"), u"blockUser"_s},
            {UserAct::unblock, UserActsWords::tr("Unblock"), u"unblockUser"_s},
            {UserAct::erase, UserActsWords::tr("Delete"), u"deleteUser"_s},
            {UserAct::close, UserActsWords::tr("Delete and close"), u"closeUser"_s},
            {UserAct::restore, UserActsWords::tr("Restore"), u"restoreUser"_s}};
}

bool mayAct(UserAct act, api::UserState state)
{
    switch (act) {
    case UserAct::block: return state == api::UserState::active;
    case UserAct::unblock: return state == api::UserState::blocked;
    case UserAct::erase:
    case UserAct::close: return state != api::UserState::deleted;
    case UserAct::restore: return state == api::UserState::deleted;
    }
    return false;
}

UserAct oppositeOf(UserAct act)
{
    switch (act) {
    case UserAct::block: return UserAct::unblock;
    case UserAct::unblock: return UserAct::block;
    case UserAct::erase:
    case UserAct::close: return UserAct::restore;
    case UserAct::restore: return UserAct::erase;
    }
    return act;
}

QString consequenceOf(UserAct act)
{
    switch (act) {
    case UserAct::block:
        return UserActsWords::tr(
            "Disconnects the user's apps and lets them log in no more. Messages for "
            "them are still taken in and kept.");
    case UserAct::unblock:
        return UserActsWords::tr("Lets the user log in again and fetch what has come meanwhile.");
    case UserAct::erase:
        return UserActsWords::tr(
            "Disconnects the user's apps and hides the account. It can be restored "
            "until its messages are erased.");
    case UserAct::close:
        return UserActsWords::tr(
            "Deletes the account and keeps its address closed: for 90 days nobody can make it "
            "anew. Otherwise the user's app would do so as soon as the messages are erased.");
    case UserAct::restore:
        return UserActsWords::tr("Brings the account back with all of its messages.");
    }
    return {};
}

QString doneWords(UserAct act, const QStringList& addresses, std::int64_t erase_at)
{
    const QString who = whoText(addresses);
    switch (act) {
    case UserAct::block:
        return UserActsWords::tr(
                   "Blocked %1. Its apps are disconnected and cannot log in; messages for it "
                   "are still taken in.")
            .arg(who);
    case UserAct::unblock: return UserActsWords::tr("Unblocked %1. It can log in again.").arg(who);
    case UserAct::erase: return erasedText(who, erase_at);
    case UserAct::close: return closedText(who, erase_at);
    case UserAct::restore:
        return UserActsWords::tr("Restored %1 with all of its messages.").arg(who);
    }
    return {};
}

} // namespace roost::pages
