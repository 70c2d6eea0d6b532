// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/rail.h"

#include "gui/widgets/colours.h"
#include "gui/widgets/label.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace roost::console {

using widgets::Glyph;

namespace {

constexpr int RailWidth = 196;
constexpr int MarkSize = 26;

} // namespace

Rail::Rail(QWidget* parent)
    : QFrame(parent), mark_(new QLabel), pages_(new QVBoxLayout), foot_(new QVBoxLayout)
{
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(RailWidth);
    setAccessibleName(tr("Pages"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 8, 14);
    head->setSpacing(9);
    head->addWidget(mark_);
    head->addWidget(widgets::label(widgets::Script::heading, u"Roost"_s), 1);
    pages_->setSpacing(3);
    foot_->setSpacing(3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 20, 12, 14);
    column->addLayout(head);
    column->addLayout(pages_);
    column->addStretch(1);
    column->addLayout(foot_);
    connect(&group_, &QButtonGroup::idClicked, this, &Rail::chosen);
    colour();
}

QToolButton* Rail::makeButton(Glyph glyph, const QString& text)
{
    auto* button = new QToolButton;
    button->setText(u"  "_s + text); // room beside the icon
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(20, 20));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(text);
    entries_.append({button, glyph});
    return button;
}

int Rail::addPage(Glyph glyph, const QString& text, const QString& object_name)
{
    const int page = static_cast<int>(group_.buttons().size());
    auto* button = makeButton(glyph, text);
    button->setObjectName(object_name);
    button->setCheckable(true);
    group_.addButton(button, page);
    pages_->addWidget(button);
    colour();
    return page;
}

QToolButton* Rail::addFoot(Glyph glyph, const QString& text)
{
    auto* button = makeButton(glyph, text);
    foot_->addWidget(button);
    colour();
    return button;
}

void Rail::setPageVisible(int page, bool visible)
{
    group_.button(page)->setVisible(visible);
}

void Rail::setCurrent(int page)
{
    group_.button(page)->setChecked(true);
}

void Rail::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) colour();
}

void Rail::colour()
{
    const auto& colours = widgets::coloursFor(palette());
    mark_->setPixmap(
        widgets::glyphPixmap(Glyph::owl, colours.accent, MarkSize, devicePixelRatioF()));
    for (const Entry& entry : entries_)
        entry.button->setIcon(widgets::glyphIcon(entry.glyph, colours.muted, colours.accent));
}

} // namespace roost::console
