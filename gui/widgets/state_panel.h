// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace roost::widgets {

/// What stands where the content would be when there is none: loading, empty, an error.
class StatePanel : public QWidget {
    Q_OBJECT

public:
    /// Its widgets are called nameTitle, nameText and nameAction.
    explicit StatePanel(const QString& name = QStringLiteral("state"), QWidget* parent = nullptr);
    void say(const QString& title, const QString& text, const QString& action = {});

Q_SIGNALS:
    void actionRequested();

private:
    QLabel* title_;
    QLabel* text_;
    QPushButton* action_;
};

} // namespace roost::widgets
