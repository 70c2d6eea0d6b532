// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/queue_tables.h"
#include "gui/pages/queue_panel.h"

namespace roost::pages {

/// What waits, by destination and reason.
class WaitingPanel : public QueuePanel {
    Q_OBJECT

public:
    explicit WaitingPanel(const models::QueueModels& models,
                          models::QueueGroupModel& groups,
                          QWidget* parent = nullptr);

Q_SIGNALS:
    /// Shows the single messages for a destination.
    void openRequested(const std::string& domain);

protected:
    QueueTarget target(QueueAct act) const override;
    std::string explanationAt(int row) const override;
    std::string lastAnswerAt(int row) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addHoldMenu(QPushButton* button);
    void open();

    models::QueueGroupModel& groups_;
};

} // namespace roost::pages
