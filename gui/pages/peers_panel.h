// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/queue_tables.h"
#include "gui/pages/queue_panel.h"

namespace roost::pages {

/// Other servers, and how they behave.
class PeersPanel : public QueuePanel {
    Q_OBJECT

public:
    explicit PeersPanel(const models::QueueModels& models,
                        models::PeerModel& peers,
                        QWidget* parent = nullptr);

protected:
    QueueTarget target(QueueAct act) const override;
    std::string explanationAt(int row) const override;
    std::string lastAnswerAt(int row) const override;

private:
    models::PeerModel& peers_;
};

} // namespace roost::pages
