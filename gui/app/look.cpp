// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/look.h"

#include "gui/app/style_sheet.h"
#include "gui/widgets/colours.h"

#include <QApplication>
#include <QEvent>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace roost::console {

namespace {

QPalette paletteOf(const widgets::Colours& colours)
{
    QPalette palette(colours.text, colours.card, colours.card, colours.border, colours.muted,
                     colours.text, colours.on_accent, colours.field, colours.window);
    palette.setColor(QPalette::AlternateBase, colours.window);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.on_accent);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::PlaceholderText, widgets::mixed(colours.muted, colours.field, 0.7));
    palette.setColor(QPalette::ToolTipBase, colours.card);
    palette.setColor(QPalette::ToolTipText, colours.text);
    const QColor faded = widgets::mixed(colours.muted, colours.window, 0.6);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faded);
    return palette;
}

} // namespace

Look::Look(QObject* parent) : QObject(parent)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    qApp->installEventFilter(this);
    apply();
}

void Look::setScheme(Scheme scheme)
{
    scheme_ = scheme;
    apply();
}

void Look::apply()
{
    is_applying_ = true;
    QApplication::setPalette(QPalette()); // back to the desktop's, to see which kind it is
    const widgets::Colours& colours = scheme_ == Scheme::light ? widgets::lightColours()
                                      : scheme_ == Scheme::dark
                                          ? widgets::darkColours()
                                          : widgets::coloursFor(qApp->palette());
    QApplication::setPalette(paletteOf(colours));
    qApp->setStyleSheet(styleSheet(colours));
    is_applying_ = false;
}

/// The desktop has changed its theme.
bool Look::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && scheme_ == Scheme::system && !is_applying_)
        QMetaObject::invokeMethod(this, &Look::apply, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace roost::console
