// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/style_sheet.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace roost::console {

namespace {

/// @names stand for colours.
QString sheet()
{
    return uR"(
QMainWindow, QScrollArea, QScrollArea > QWidget > QWidget, QStackedWidget { background: transparent; }
QMainWindow { background: @window; }
QLabel { background: transparent; }
QLabel[script="title"] { font-size: 22px; font-weight: 600; }
QLabel[script="heading"] { font-size: 17px; font-weight: 600; }
QLabel[script="strong"] { font-weight: 600; }
QLabel[script="muted"] { color: @muted; }
QLabel[script="figure"] { font-size: 26px; font-weight: 600; }
QLabel[script="figure"]:disabled { color: @muted; }
QLabel[script="error"] { color: @bad; }
QLabel[script="pill"] { color: @warning; border: 1px solid @warning; border-radius: 6px; padding: 1px 7px; font-size: 11px; }

roost--widgets--Card { background: @card; border: 1px solid @border; border-radius: 10px; }
roost--widgets--Notice { background: @card; border: 1px solid @border; border-radius: 8px; }

QFrame#line { background: @line; border: none; }

roost--console--Rail { background: @rail; border: none; }
roost--console--Rail QToolButton { border: none; border-radius: 8px; padding: 9px 12px; color: @text; text-align: left; background: transparent; }
roost--console--Rail QToolButton:hover { background: @window; }
roost--console--Rail QToolButton:checked { background: @soft; color: @accent; font-weight: 600; }
roost--console--Rail QToolButton:focus { border: 2px solid @accent; padding: 7px 10px; }
roost--console--Rail QToolButton:disabled { color: @faded; }
roost--console--Rail QToolButton::menu-indicator { image: none; }

QPushButton { background: @card; border: 1px solid @border; border-radius: 7px; padding: 7px 16px; min-height: 18px; color: @text; }
QPushButton:hover { border-color: @accent; }
QPushButton:pressed { background: @soft; }
QPushButton:focus { border: 2px solid @accent; padding: 6px 15px; }
QPushButton:disabled { color: @faded; background: @window; }
QPushButton:flat { border: 1px solid transparent; background: transparent; color: @accent; padding: 7px 8px; }
QPushButton:flat:hover { background: @soft; }
QPushButton:flat:focus { border: 2px solid @accent; padding: 6px 7px; }
QPushButton[prominent="true"] { background: @accent; border-color: @accent; color: @on_accent; font-weight: 600; }
QPushButton[prominent="true"]:hover { background: @accent_hover; }
QPushButton[prominent="true"]:focus { border: 2px solid @text; }
QPushButton[prominent="true"]:disabled { background: @border; border-color: @border; color: @muted; }

QLineEdit, QSpinBox, QComboBox { background: @field; border: 1px solid @border; border-radius: 7px; padding: 6px 10px; min-height: 18px; color: @text; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid @accent; padding: 5px 9px; }
QLineEdit:read-only { background: @window; color: @text; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { background: @window; color: @faded; }
QLineEdit[problem="true"] { border-color: @bad; }


QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @border; selection-background-color: @soft; selection-color: @text; outline: none; }

QRadioButton::indicator { width: 12px; height: 12px; border: 2px solid @muted; border-radius: 8px; background: @field; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; }
QRadioButton:focus { color: @accent; }
QRadioButton, QCheckBox { spacing: 9px; padding: 3px 0; background: transparent; }

QTableView { background: @card; border: 1px solid @border; border-radius: 10px; selection-background-color: @soft; selection-color: @text; outline: none; }
QTableView::item { padding: 0 7px; border-bottom: 1px solid @line; }
QTableView::item:selected { background: @soft; color: @text; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 7px 4px; margin-right: 22px; color: @muted; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; font-weight: 600; }
QTabBar:focus::tab:selected { border-bottom-color: @text; }
QPushButton::menu-indicator { subcontrol-position: right center; subcontrol-origin: padding; right: 8px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @muted; border: none; border-bottom: 1px solid @border; padding: 0 10px; font-weight: 600; }
QTableCornerButton::section { background: @card; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 2px; }
QScrollBar::handle:vertical { background: @border; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: @muted; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 2px; }
QScrollBar::handle:horizontal { background: @border; border-radius: 3px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: @card; border: 1px solid @border; padding: 5px; }
QMenu::item { padding: 6px 26px; border-radius: 5px; }
QMenu::item:selected { background: @soft; color: @text; }
QMenu::separator { height: 1px; background: @border; margin: 5px 8px; }
QToolTip { background: @card; color: @text; border: 1px solid @border; padding: 5px; }
)"_s;
}

} // namespace

QString styleSheet(const widgets::Colours& colours)
{
    struct Entry {
        const char16_t* name;
        QColor colour;
    };
    // A name that begins with another stands before it.
    const QList<Entry> entries = {
        {u"@accent_hover", colours.accent_hover},
        {u"@accent", colours.accent},
        {u"@border", colours.border},
        {u"@window", colours.window},
        {u"@warning", colours.warning},
        {u"@rail", colours.rail},
        {u"@card", colours.card},
        {u"@field", colours.field},
        {u"@faded", widgets::mixed(colours.muted, colours.window, 0.6)},
        {u"@line", widgets::mixed(colours.border, colours.card, 0.5)},
        {u"@text", colours.text},
        {u"@muted", colours.muted},
        {u"@on_accent", colours.on_accent},
        {u"@soft", colours.soft},
        {u"@bad", colours.bad},
    };
    QString text = sheet();
    for (const Entry& entry : entries)
        text.replace(QStringView(entry.name).toString(), entry.colour.name());
    return text;
}

} // namespace roost::console
