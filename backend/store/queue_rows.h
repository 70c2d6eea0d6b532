// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/db/database.h"
#include "backend/store/types.h"

#include <string>
#include <string_view>

/// What several verbs of QueueStore share.
namespace roost::store::queue_rows {

/// States of a row that was dropped: where restore() puts it is what is left without this.
constexpr int DroppedBit = 2;

/// `SELECT <all columns> FROM queue` with `rest`, a literal.
std::string select(std::string_view rest);
QueueRow read(db::Row row);

} // namespace roost::store::queue_rows
