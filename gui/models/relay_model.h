// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/link.h"
#include "gui/models/history.h"
#include "shared/api/overview.h"

#include <QObject>

namespace roost::models {

/// The relay as far as we know it: the last word on how it is, and whether that is still news.
/// What was learned stays when the connection is lost.
class RelayModel : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const client::LinkState& link() const { return link_; }
    bool isConnected() const { return link_.link == client::Link::connected; }
    bool mayChange() const { return isConnected() && link_.role == api::Role::admin; }
    /// Whether there was ever a snapshot.
    bool isKnown() const { return is_known_; }
    const api::Overview& overview() const { return overview_; }
    const History& history() const { return history_; }
    /// Whether mail has been waiting for other servers for a while, not only on its way through.
    bool mailWaits() const { return mail_waits_; }

    void setLink(const client::LinkState& link);
    void setSnapshot(const api::Overview& overview, const std::vector<api::StatsSample>& past);
    void setOverview(const api::Overview& overview);
    void addStats(const api::Stats& stats);

Q_SIGNALS:
    void changed();  // link or overview
    void measured(); // the charts' data

private:
    void judgeQueue();

    client::LinkState link_;
    api::Overview overview_;
    History history_;
    bool is_known_ = false;
    bool mail_waits_ = false;
};

} // namespace roost::models
