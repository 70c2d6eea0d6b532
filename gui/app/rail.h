// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/glyph.h"

#include <QButtonGroup>
#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace roost::console {

/// The strip at the side with one button per page.
class Rail : public QFrame {
    Q_OBJECT

public:
    explicit Rail(QWidget* parent = nullptr);

    /// Ctrl+1, Ctrl+2 and so on choose pages in this order.
    int addPage(widgets::Glyph glyph, const QString& text, const QString& object_name);
    void setPageVisible(int page, bool visible);
    void setCurrent(int page);
    /// A button at the foot.
    QToolButton* addFoot(widgets::Glyph glyph, const QString& text);

Q_SIGNALS:
    void chosen(int page);

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* makeButton(widgets::Glyph glyph, const QString& text);
    void colour();

    struct Entry {
        QToolButton* button;
        widgets::Glyph glyph;
    };
    QLabel* mark_;
    QVBoxLayout* pages_;
    QVBoxLayout* foot_;
    QButtonGroup group_;
    QList<Entry> entries_;
};

} // namespace roost::console
