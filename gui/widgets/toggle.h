// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>

namespace roost::widgets {

/// A check box that looks like a switch; its text says how it stands.
class Toggle : public QCheckBox {
    Q_OBJECT

public:
    explicit Toggle(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& at) const override { return rect().contains(at); }

private:
    void say();
};

} // namespace roost::widgets
