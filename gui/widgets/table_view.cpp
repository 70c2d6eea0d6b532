// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_view.h"

#include "gui/widgets/colours.h"

#include <QHeaderView>
#include <QPainter>

namespace roost::widgets {

namespace {

constexpr int RowHeight = 34;

} // namespace

TableView::TableView(QWidget* parent) : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(RowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setMinimumHeight(RowHeight);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &TableView::sortRequested);
}

void TableView::showSorted(int column, Qt::SortOrder order)
{
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicator(column, order);
}

void TableView::setEmptyText(const QString& text)
{
    empty_text_ = text;
    viewport()->update();
}

void TableView::setWideColumn(int column)
{
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void TableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!model() || model()->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(coloursFor(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24),
                     Qt::AlignCenter | Qt::TextWordWrap, empty_text_);
}

} // namespace roost::widgets
