// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace roost::models {

/// One column: heading, typed value, and its words.
template <class Row>
struct RowColumn {
    QString heading;
    bool is_number = false;
    std::function<QVariant(const Row&)> value;
    std::function<QString(const Row&)> text;
};

/// A table of structs in the order given. It knows no socket and no widget: somebody hands it rows.
template <class Row>
class RowModel : public QAbstractTableModel {
public:
    enum Role { ValueRole = Qt::UserRole };
    /// What tells rows apart; where several have one, their order does.
    using Key = std::function<std::string(const Row&)>;

    RowModel(std::vector<RowColumn<Row>> columns, Key key, QObject* parent = nullptr)
        : QAbstractTableModel(parent), columns_(std::move(columns)), key_(std::move(key))
    {
    }

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }

    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(columns_.size());
    }

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
        const RowColumn<Row>& column = columns_[static_cast<std::size_t>(index.column())];
        if (role == Qt::DisplayRole) return column.text(at(index.row()));
        if (role == Qt::TextAlignmentRole) return alignment(column);
        if (role == ValueRole) return column.value(at(index.row()));
        return {};
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
        const RowColumn<Row>& column = columns_[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole) return column.heading;
        return role == Qt::TextAlignmentRole ? alignment(column) : QVariant();
    }

    const Row& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }
    const std::vector<Row>& rows() const { return rows_; }

    /// Moves the rows to `fresh` with row signals only, so that selection and scroll survive.
    void replace(const std::vector<Row>& fresh)
    {
        removeAllBut(fresh);
        int row = 0;
        for (const Row& each : fresh) placeAt(row++, each);
        if (row == rowCount()) return; // else several had one key
        beginRemoveRows({}, row, rowCount() - 1);
        rows_.erase(rows_.begin() + row, rows_.end());
        endRemoveRows();
    }

    /// What the words depend on has changed, such as the time.
    void reword()
    {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    static QVariant alignment(const RowColumn<Row>& column)
    {
        return QVariant((column.is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }

    void removeAllBut(const std::vector<Row>& fresh)
    {
        std::unordered_set<std::string> staying;
        for (const Row& each : fresh) staying.insert(key_(each));
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (staying.contains(key_(at(row)))) continue;
            beginRemoveRows({}, row, row);
            rows_.erase(rows_.begin() + row);
            endRemoveRows();
        }
    }

    void placeAt(int row, const Row& fresh)
    {
        const std::string key = key_(fresh);
        const auto is_it = [&](const Row& each) { return key_(each) == key; };
        const auto found = std::ranges::find_if(rows_.begin() + row, rows_.end(), is_it);
        const int from = static_cast<int>(found - rows_.begin());
        if (found == rows_.end()) {
            beginInsertRows({}, row, row);
            rows_.insert(rows_.begin() + row, fresh);
            endInsertRows();
            return;
        }
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(rows_.begin() + row, rows_.begin() + from, rows_.begin() + from + 1);
            endMoveRows();
        }
        Row& here = rows_[static_cast<std::size_t>(row)];
        if (here == fresh) return;
        here = fresh;
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }

    std::vector<RowColumn<Row>> columns_;
    Key key_;
    std::vector<Row> rows_;
};

} // namespace roost::models
