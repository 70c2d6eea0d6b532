// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace roost::widgets {

/// A combo box with an arrow of our own: style sheets have none that follows the colours.
class Choice : public QComboBox {
    Q_OBJECT

public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent* event) override;
    /// Turning the wheel over a form scrolls the form.
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace roost::widgets
