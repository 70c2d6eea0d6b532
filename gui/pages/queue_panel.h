// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/explanation_card.h"
#include "gui/pages/queue_acts.h"
#include "gui/widgets/table_view.h"

#include <QAbstractItemModel>
#include <QHBoxLayout>
#include <QList>
#include <QPushButton>
#include <QVBoxLayout>

namespace roost::pages {

/// A table of the queue page: buttons above that act on what is chosen, and beneath it why it is
/// so. Children say what their rows mean.
class QueuePanel : public QWidget {
    Q_OBJECT

public:
    widgets::TableView& table() { return *table_; }
    /// What stands beside the tabs while this one is shown; may be empty.
    QWidget* corner() { return corner_; }
    /// Whether somebody may act: connected, and no viewer.
    void setMayChange(bool may);
    /// The words for what is chosen may have changed.
    void updateChosen();

Q_SIGNALS:
    void actRequested(roost::pages::QueueAct act, const roost::pages::QueueTarget& target);

protected:
    QueuePanel(QAbstractItemModel& model,
               const models::Explanations& explanations,
               int wide_column,
               QWidget* parent);

    /// What `act` would be done to: the chosen rows that it fits.
    virtual QueueTarget target(QueueAct act) const = 0;
    virtual std::string explanationAt(int row) const = 0;
    virtual std::string lastAnswerAt(int row) const = 0;

    QHBoxLayout* tools() { return tools_; } // acts stand at its end
    QHBoxLayout* cornerTools() { return corner_tools_; }
    QPushButton* addAct(QueueAct act);
    void request(QueueAct act, std::int64_t hold_until = 0);
    QList<int> chosen() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openMenu(const QPoint& at);
    void updateActs();
    void explain();
    void chooseFirst();
    bool isShown(QueueAct act) const;

    struct ActButton {
        QueueAct act;
        QPushButton* button;
    };
    const models::Explanations& explanations_;
    QWidget* corner_;
    QHBoxLayout* corner_tools_;
    QHBoxLayout* tools_;
    widgets::TableView* table_;
    ExplanationCard* explanation_;
    QList<ActButton> acts_;
    bool may_change_ = false;
};

} // namespace roost::pages
