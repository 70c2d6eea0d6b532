// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace roost::widgets {

/// The one table of the console: whole rows, a quiet look, sorting asked for by clicks on headings
/// but done by whoever has the data.
class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);

    /// Shows how it is sorted; a heading is clicked: sortRequested.
    void showSorted(int column, Qt::SortOrder order);
    /// Said in the middle when there are no rows.
    void setEmptyText(const QString& text);
    /// The column that takes the room the others leave; several share it.
    void setWideColumn(int column);

Q_SIGNALS:
    void sortRequested(int column);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString empty_text_;
};

} // namespace roost::widgets
