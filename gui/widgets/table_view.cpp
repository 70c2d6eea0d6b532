// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_view.h"

#include "gui/widgets/cell_delegate.h"
#include "gui/widgets/colours.h"

#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost::widgets {

namespace {

constexpr int RowHeight = 36; // two lines
constexpr int HeadingPadding = 20;
constexpr int SortMark = 18;
constexpr int LeastWidth = 48;
constexpr int LeastWideWidth = 150;
constexpr int MostWidth = 400; // unless there is room

} // namespace

TableView::TableView(QWidget* parent) : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setItemDelegate(new CellDelegate(this));
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(RowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setMinimumSectionSize(LeastWidth);
    horizontalHeader()->setMinimumHeight(RowHeight);
    horizontalHeader()->setResizeContentsPrecision(0); // what is seen
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &TableView::sortRequested);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { remember(column, width); });
    fit_soon_.setSingleShot(true);
    connect(&fit_soon_, &QTimer::timeout, this, &TableView::fitColumns);
}

void TableView::setModel(QAbstractItemModel* model)
{
    const QScopedValueRollback fitting(is_fitting_, true); // new columns are nobody's choice
    QTableView::setModel(model);
    const auto later = [this] { fit_soon_.start(0); };
    connect(model, &QAbstractItemModel::rowsInserted, this, later);
    connect(model, &QAbstractItemModel::dataChanged, this, later);
    connect(model, &QAbstractItemModel::modelReset, this, later);
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
    if (!wide_.contains(column)) wide_ += column;
    fit_soon_.start(0);
}

/// What the heading and the rows in sight need.
int TableView::naturalWidth(int column)
{
    QFont font = horizontalHeader()->font();
    font.setBold(true);
    const auto text = model()->headerData(column, Qt::Horizontal).toString();
    int heading = QFontMetrics(font).horizontalAdvance(text) + HeadingPadding;
    const auto* header = horizontalHeader();
    if (header->isSortIndicatorShown() && header->sortIndicatorSection() == column)
        heading += SortMark;
    const int needed = std::clamp(std::max(heading, sizeHintForColumn(column)), LeastWidth,
                                  std::max(heading, MostWidth));
    int& widest = natural_[column];
    widest = std::max(widest, needed);
    return widest;
}

void TableView::fitColumns()
{
    if (!model() || !isVisible()) return;
    const QScopedValueRollback fitting(is_fitting_, true);
    int room = viewport()->width();
    QList<int> sharing; // the wide columns that nobody has set
    for (int column = 0; column < model()->columnCount(); ++column) {
        const auto chosen = chosen_.find(column);
        if (chosen == chosen_.end() && wide_.contains(column)) {
            sharing += column;
            continue;
        }
        const int width = chosen == chosen_.end() ? naturalWidth(column) : chosen->second;
        setColumnWidth(column, width);
        room -= width;
    }
    while (!sharing.isEmpty()) { // what one does not need is for the next
        const auto least = std::ranges::min_element(
            sharing, {}, [this](int column) { return naturalWidth(column); });
        const int column = *least;
        const int share = std::max(room / static_cast<int>(sharing.size()), LeastWideWidth);
        const bool is_last = sharing.size() == 1;
        const int width =
            is_last ? std::max(room, LeastWideWidth) : std::min(share, naturalWidth(column));
        setColumnWidth(column, width);
        room -= width;
        sharing.erase(least);
    }
}

QString TableView::savedUnder() const
{
    return u"columns/%1/"_s.arg(objectName());
}

/// Somebody's hand, not ours.
void TableView::remember(int column, int width)
{
    if (is_fitting_ || !isVisible()) return;
    chosen_[column] = width;
    QSettings().setValue(savedUnder() + QString::number(column), width);
    fit_soon_.start(0);
}

void TableView::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    if (!std::exchange(is_restored_, true)) {
        const QSettings saved;
        for (int column = 0; model() && column < model()->columnCount(); ++column) {
            const int width = saved.value(savedUnder() + QString::number(column)).toInt();
            if (width > 0) chosen_[column] = std::clamp(width, LeastWidth, 4 * MostWidth);
        }
    }
    fitColumns();
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
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
