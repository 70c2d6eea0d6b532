// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace roost::client {

/// How we stand with the daemon.
enum class Link {
    looking,    // the first look at the places where the socket may be
    connecting, // somebody answered; not yet the first data
    connected,  // data arrives by itself
    lost,       // nobody answers, or no longer; we keep trying
    refused     // somebody answers, but not us; we keep trying
};

/// A place we looked at, and why nobody was there.
struct Attempt {
    QString path;
    QString why;
    bool operator==(const Attempt&) const = default;
};

/// All there is to say about the connection. A plain value.
struct LinkState {
    Link link = Link::looking;
    QList<Attempt> attempts; // of the last round
    QString path;            // of the daemon that answered last
    QString refusal;         // why we are refused: the daemon's words
    QDateTime last_data_at;  // invalid: never
    api::Role role = api::Role::viewer;
    bool operator==(const LinkState&) const = default;
};

} // namespace roost::client
