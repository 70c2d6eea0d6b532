// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

namespace roost::widgets {

/// Text to take along: a line one can read and mark, and a button that copies it.
class CopyField : public QWidget {
    Q_OBJECT

public:
    explicit CopyField(const QString& accessible_name, QWidget* parent = nullptr);
    void setText(const QString& text);
    QString text() const { return line_->text(); }

private:
    void copy();

    QLineEdit* line_;
    QPushButton* button_;
    QTimer said_; // how long the button says that it copied
};

} // namespace roost::widgets
