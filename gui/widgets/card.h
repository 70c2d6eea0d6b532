// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QVBoxLayout>

namespace roost::widgets {

/// A panel with a border and rounded corners that holds what belongs together.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr);
    QVBoxLayout* body() { return body_; }

private:
    QVBoxLayout* body_;
};

} // namespace roost::widgets
