// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/users.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace roost::models {

/// One page of the relay's addresses, in the daemon's order. Values are typed; UserDelegate makes
/// words of them. It knows no socket and no widget: somebody hands it pages.
class UserModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Address, State, Created, LastSeen, Messages, Storage, Devices, ColumnCount };
    enum Role { ValueRole = Qt::UserRole, AddressRole, StateRole };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Moves the rows to `page` with row signals only, so that selection and scroll survive.
    void replace(const std::vector<api::User>& page);
    const std::vector<api::User>& users() const { return rows_; }

    /// What the daemon can sort by; nothing for the other columns.
    static std::optional<api::UserSort> sortOf(int column);

private:
    void removeAllBut(const std::vector<api::User>& page);
    void placeAt(int row, const api::User& user);
    int find(const std::string& address, int from) const;

    std::vector<api::User> rows_;
};

} // namespace roost::models
