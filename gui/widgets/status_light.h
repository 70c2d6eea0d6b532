// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace roost::widgets {

/// A dot whose colour and shape tell how it is: a filled dot, a ring while busy, a dot with a bar
/// when something is wrong, so that colour is never all there is.
class StatusLight : public QWidget {
    Q_OBJECT

public:
    enum class State { good, busy, warning, bad };

    explicit StatusLight(QWidget* parent = nullptr);
    void setState(State state, const QString& spoken);
    QSize sizeHint() const override { return {18, 18}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    State state_ = State::busy;
};

} // namespace roost::widgets
