// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace roost::widgets {

/// A QR code, always dark on light with its quiet zone: cameras need both.
class QrCode : public QWidget {
    Q_OBJECT

public:
    explicit QrCode(QWidget* parent = nullptr);
    /// Empty, or too long for a code: nothing is drawn.
    void setText(const QString& text);
    bool isDrawn() const { return !modules_.isNull(); }
    QSize sizeHint() const override { return {300, 300}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage modules_; // one pixel each, without the quiet zone
};

} // namespace roost::widgets
