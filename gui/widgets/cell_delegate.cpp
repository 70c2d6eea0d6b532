// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/cell_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace roost::widgets {

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->text.contains(u'@')) {
        option->textElideMode = Qt::ElideMiddle;
        option->features &= ~QStyleOptionViewItem::WrapText; // it would break anywhere
    } else {
        option->features |= QStyleOptionViewItem::WrapText;
    }
}

bool CellDelegate::helpEvent(QHelpEvent* event,
                             QAbstractItemView* view,
                             const QStyleOptionViewItem& option,
                             const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStyleOptionViewItem unbounded = option;
    unbounded.rect = QRect(); // else lines are broken to fit
    const bool is_cut = sizeHint(unbounded, index).width() > view->visualRect(index).width();
    const QString text = index.data().toString().toHtmlEscaped();
    if (is_cut) // as HTML, lest the text be taken for some
        QToolTip::showText(event->globalPos(), QStringLiteral("<p>%1</p>").arg(text), view);
    else
        QToolTip::hideText();
    return true;
}

} // namespace roost::widgets
