// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/status_light.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace roost::widgets {

/// A strip that says what happened, perhaps with a button that does something about it.
class Notice : public QFrame {
    Q_OBJECT

public:
    explicit Notice(QWidget* parent = nullptr);

    void say(StatusLight::State state, const QString& text, const QString& action = {});
    /// Whether a cross lets the reader put it away.
    void setClosable(bool closable);
    QString text() const { return text_->text(); }
    QPushButton* action() { return action_; }

Q_SIGNALS:
    void actionRequested();

private:
    StatusLight* light_;
    QLabel* text_;
    QPushButton* action_;
    QPushButton* close_;
};

} // namespace roost::widgets
