// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>
#include <QTimer>

#include <map>

namespace roost::widgets {

/// The one table of the console: whole rows, a quiet look, sorting asked for by clicks on headings
/// but done by whoever has the data. Columns are as wide as what they show; people may make them
/// wider or narrower, which is remembered by the table's object name.
class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// Shows how it is sorted; a heading is clicked: sortRequested.
    void showSorted(int column, Qt::SortOrder order);
    /// Said in the middle when there are no rows.
    void setEmptyText(const QString& text);
    /// A column that takes the room the others leave, and gives when there is too little; several
    /// share it.
    void setWideColumn(int column);

Q_SIGNALS:
    void sortRequested(int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fitColumns();
    int naturalWidth(int column);
    void remember(int column, int width);
    QString savedUnder() const;

    QString empty_text_;
    QList<int> wide_;
    std::map<int, int> natural_; // the widest seen: columns do not jump
    std::map<int, int> chosen_;  // by somebody's hand
    QTimer fit_soon_;
    bool is_fitting_ = false;
    bool is_restored_ = false;
};

} // namespace roost::widgets
