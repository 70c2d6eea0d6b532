// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/page.h"
#include "gui/pages/setting_row.h"

#include <QLineEdit>
#include <QScrollArea>

#include <map>
#include <string>
#include <vector>

namespace roost::pages {

/// Every setting the daemon tells of, in its groups and its order.
class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(const models::RelayModel& relay, QWidget* parent = nullptr);

    /// All of them; rows are made anew only when there are others than before.
    void setSettings(const std::vector<api::Setting>& settings);
    /// After a change: these are in force now.
    void setChanged(const std::vector<api::Setting>& settings);
    /// The daemon has refused to change this one.
    void setRefusal(const std::string& name, const QString& text);
    void setError(const QString& text);
    /// Scrolls to this one, as soon as it is there, and puts the cursor into it.
    void showSetting(const std::string& name);

Q_SIGNALS:
    void saveRequested(const roost::api::SettingChange& change);
    void defaultRequested(const std::string& name);

protected:
    void onRelayChanged() override;

private:
    struct Group {
        QWidget* heading;
        QWidget* card;
        std::vector<std::pair<SettingRow*, QWidget*>> rows; // with the line above it
    };

    bool hasSame(const std::vector<api::Setting>& settings) const;
    void build(const std::vector<api::Setting>& settings);
    void beginGroup(QVBoxLayout* column, const api::Setting& first);
    void addRow(const api::Setting& setting);
    void filter();
    void reachWanted();

    QLineEdit* search_;
    QScrollArea* scroll_;
    QWidget* holder_;
    QLabel* nothing_;
    std::map<std::string, SettingRow*> rows_;
    std::vector<std::string> order_;
    std::vector<Group> groups_;
    std::string wanted_; // to be shown
};

} // namespace roost::pages
