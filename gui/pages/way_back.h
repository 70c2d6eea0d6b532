// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/link.h"
#include "gui/widgets/card.h"
#include "gui/widgets/copy_field.h"

#include <QLabel>

namespace roost::pages {

/// How to get the relay running again, and where we looked for it.
class WayBack : public widgets::Card {
    Q_OBJECT

public:
    explicit WayBack(QWidget* parent = nullptr);
    void setLink(const client::LinkState& link);

private:
    QLabel* how_;
    widgets::CopyField* command_;
    QLabel* looked_;
    QLabel* places_;
};

} // namespace roost::pages
