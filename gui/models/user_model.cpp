// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/user_model.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace roost::models {

namespace {

QString dayText(std::int64_t unix_seconds, const QString& never)
{
    const QDateTime at = instant(unix_seconds);
    return at.isValid() ? QLocale().toString(at.date(), QLocale::ShortFormat) : never;
}

QString stateText(const api::User& user)
{
    switch (user.state) {
    case api::UserState::active: return UserModel::tr("Active");
    case api::UserState::blocked: return UserModel::tr("Blocked");
    case api::UserState::deleted: break;
    }
    return UserModel::tr("Deleted, erased %1").arg(dayText(user.erase_at.value_or(0), QString()));
}

/// One column: heading, typed value, and its words.
struct ColumnSpec {
    const char* heading;
    bool is_number;
    QVariant (*value)(const api::User&);
    QString (*text)(const api::User&);
    std::optional<api::UserSort> sort;
};

using U = api::User;
const std::array<ColumnSpec, UserModel::ColumnCount> Columns = {{
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "Address"), false,
     [](const U& u) { return QVariant(shownText(u.address)); },
     [](const U& u) { return shownText(u.address); }, api::UserSort::address},
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "State"),
     false,
     [](const U& u) { return QVariant(static_cast<int>(u.state)); },
     stateText,
     {}},
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "Created"), false,
     [](const U& u) { return QVariant(instant(u.created_at)); },
     [](const U& u) { return dayText(u.created_at, QString()); }, api::UserSort::created_at},
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "Last seen"), false,
     [](const U& u) { return QVariant(instant(u.last_seen_at)); },
     [](const U& u) { return dayText(u.last_seen_at, UserModel::tr("never")); },
     api::UserSort::last_seen_at},
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "Messages"), true,
     [](const U& u) { return QVariant(static_cast<qlonglong>(u.messages)); },
     [](const U& u) { return countText(u.messages); }, api::UserSort::messages},
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "Storage"), true,
     [](const U& u) { return QVariant(static_cast<qlonglong>(u.octets)); },
     [](const U& u) { return octetsText(u.octets); }, api::UserSort::octets},
    {QT_TRANSLATE_NOOP("roost::models::UserModel", "Devices"),
     true,
     [](const U& u) { return QVariant(static_cast<qlonglong>(u.devices)); },
     [](const U& u) { return u.devices ? countText(u.devices) : QString(QChar(0x2013)); },
     {}},
}};

const ColumnSpec& columnAt(int section)
{
    return Columns[static_cast<std::size_t>(section)];
}

} // namespace

int UserModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int UserModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UserModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const api::User& user = rows_[static_cast<std::size_t>(index.row())];
    const ColumnSpec& column = columnAt(index.column());
    switch (role) {
    case Qt::DisplayRole: return column.text(user);
    case Qt::TextAlignmentRole:
        return QVariant((column.is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ValueRole: return column.value(user);
    case AddressRole: return QString::fromStdString(user.address); // whole, for calls and copies
    case StateRole: return static_cast<int>(user.state);
    default: return {};
    }
}

QVariant UserModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const ColumnSpec& column = columnAt(section);
    if (role == Qt::DisplayRole) return tr(column.heading);
    if (role == Qt::TextAlignmentRole)
        return QVariant((column.is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

std::optional<api::UserSort> UserModel::sortOf(int column)
{
    if (column < 0 || column >= ColumnCount) return std::nullopt;
    return columnAt(column).sort;
}

void UserModel::replace(const std::vector<api::User>& page)
{
    removeAllBut(page);
    int row = 0;
    for (const api::User& user : page) placeAt(row++, user);
}

void UserModel::removeAllBut(const std::vector<api::User>& page)
{
    std::unordered_set<std::string> staying;
    for (const api::User& user : page) staying.insert(user.address);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (staying.contains(rows_[static_cast<std::size_t>(row)].address)) continue;
        beginRemoveRows({}, row, row);
        rows_.erase(rows_.begin() + row);
        endRemoveRows();
    }
}

void UserModel::placeAt(int row, const api::User& user)
{
    const int found = find(user.address, row);
    if (found < 0) {
        beginInsertRows({}, row, row);
        rows_.insert(rows_.begin() + row, user);
        endInsertRows();
        return;
    }
    if (found != row) {
        beginMoveRows({}, found, found, {}, row);
        std::rotate(rows_.begin() + row, rows_.begin() + found, rows_.begin() + found + 1);
        endMoveRows();
    }
    api::User& here = rows_[static_cast<std::size_t>(row)];
    if (here == user) return;
    here = user;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int UserModel::find(const std::string& address, int from) const
{
    const auto found = std::ranges::find(rows_.begin() + from, rows_.end(), address, &U::address);
    return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

} // namespace roost::models
