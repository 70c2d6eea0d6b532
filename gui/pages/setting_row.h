// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

namespace roost::pages {

/// One setting: what it is, a field for it, and buttons that appear when there is something to
/// save, to take back, or to set to its default.
class SettingRow : public QWidget {
    Q_OBJECT

public:
    explicit SettingRow(const api::Setting& setting, QWidget* parent = nullptr);

    /// What is in force now. A field that somebody is changing keeps what was typed.
    void setSetting(const api::Setting& setting);
    const api::Setting& setting() const { return setting_; }
    void setMayChange(bool may);
    /// The daemon's refusal, beside the field.
    void setRefusal(const QString& text);
    bool matches(const QString& part) const;

Q_SIGNALS:
    void saveRequested(const QString& value);
    void defaultRequested();

private:
    QWidget* buildWords();
    QWidget* buildField();
    QWidget* buildEditor();
    QWidget* buildButtons();
    QString typed() const;
    bool isChanged() const;
    void showValue();
    void onEdited();
    void updateButtons();
    void save();

    api::Setting setting_;
    QLabel* hint_;
    QLabel* problem_;
    QLineEdit* line_ = nullptr; // one of these three is the field
    QComboBox* choice_ = nullptr;
    QCheckBox* flag_ = nullptr;
    QPushButton* save_;
    QPushButton* take_back_;
    QPushButton* to_default_;
    QWidget* buttons_;
    QString shown_; // what the field held when it was last filled
    bool may_change_ = false;
    bool is_saving_ = false;
};

} // namespace roost::pages
