// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/queue_tables.h"
#include "gui/pages/queue_panel.h"

#include <QLabel>

namespace roost::pages {

/// Single messages: those of one destination, or those that were discarded.
class MessagesPanel : public QueuePanel {
    Q_OBJECT

public:
    MessagesPanel(const models::QueueModels& models,
                  models::QueueMessageModel& messages,
                  bool are_discarded,
                  QWidget* parent = nullptr);
    void setHeading(const QString& text);

Q_SIGNALS:
    void backRequested();

protected:
    QueueTarget target(QueueAct act) const override;
    std::string explanationAt(int row) const override;
    std::string lastAnswerAt(int row) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool mayAct(QueueAct act, const api::QueueMessage& message) const;

    const models::QueueGroupModel& groups_;
    models::QueueMessageModel& messages_;
    QLabel* heading_;
    bool are_discarded_;
};

} // namespace roost::pages
