// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/copy_field.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;

namespace roost::widgets {

CopyField::CopyField(const QString& accessible_name, QWidget* parent)
    : QWidget(parent), line_(new QLineEdit), button_(new QPushButton(tr("Copy")))
{
    line_->setReadOnly(true);
    line_->setAccessibleName(accessible_name);
    line_->setObjectName(u"copyText"_s);
    button_->setObjectName(u"copyButton"_s);
    button_->setAccessibleName(tr("Copy: %1").arg(accessible_name));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line_, 1);
    row->addWidget(button_);
    connect(button_, &QPushButton::clicked, this, &CopyField::copy);
    said_.setSingleShot(true);
    connect(&said_, &QTimer::timeout, this, [this] { button_->setText(tr("Copy")); });
}

void CopyField::setText(const QString& text)
{
    line_->setText(text);
    line_->setCursorPosition(0);
    button_->setEnabled(!text.isEmpty());
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(line_->text());
    button_->setText(tr("Copied"));
    said_.start(std::chrono::seconds(2));
}

} // namespace roost::widgets
