// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/queue_tables.h"
#include "gui/pages/queue_panel.h"

#include <QLineEdit>

namespace roost::pages {

/// Destinations that are held, and a line to hold another.
class RulesPanel : public QueuePanel {
    Q_OBJECT

public:
    explicit RulesPanel(const models::QueueModels& models,
                        models::QueueRuleModel& rules,
                        QWidget* parent = nullptr);

protected:
    QueueTarget target(QueueAct act) const override;
    std::string explanationAt(int row) const override;
    std::string lastAnswerAt(int row) const override;

private:
    void add();

    models::QueueRuleModel& rules_;
    QLineEdit* domain_;
};

} // namespace roost::pages
