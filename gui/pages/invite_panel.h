// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"
#include "gui/widgets/copy_field.h"
#include "gui/widgets/notice.h"
#include "gui/widgets/qr_code.h"
#include "shared/api/invite.h"

#include <QPushButton>

namespace roost::pages {

/// An invite: a code to scan, its link, and who can use it.
class InvitePanel : public widgets::Card {
    Q_OBJECT

public:
    explicit InvitePanel(QWidget* parent = nullptr);
    void show(const api::InviteGet::Reply& invite);
    void setNewEnabled(bool enabled) { new_->setEnabled(enabled); }

Q_SIGNALS:
    void newRequested();

private:
    widgets::QrCode* code_;
    QLabel* who_;
    QLabel* no_code_;
    widgets::CopyField* link_;
    widgets::Notice* only_here_;
    QPushButton* new_;
};

} // namespace roost::pages
