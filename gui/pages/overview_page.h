// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/condition.h"
#include "gui/pages/page.h"
#include "gui/pages/way_back.h"
#include "gui/widgets/live_chart.h"

namespace roost::pages {

/// Is it well, what to do next, and the charts.
class OverviewPage : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(const models::RelayModel& relay, QWidget* parent = nullptr);

Q_SIGNALS:
    void inviteRequested();
    void queueRequested();
    void setUpRequested();
    void settingRequested(const std::string& name);

protected:
    void onRelayChanged() override;

private:
    QWidget* buildCondition();
    QWidget* buildCharts();
    QWidget* buildFacts();
    void onMeasured();
    void updateFacts();
    void follow();

    widgets::StatusLight* light_;
    QLabel* sentence_;
    QLabel* advice_;
    QPushButton* next_;
    WayBack* way_back_;
    QWidget* charts_;
    widgets::LiveChart* messages_;
    widgets::LiveChart* clients_;
    widgets::LiveChart* logins_;
    widgets::LiveChart* store_;
    QList<QLabel*> facts_;
    QWidget* facts_card_;
};

} // namespace roost::pages
