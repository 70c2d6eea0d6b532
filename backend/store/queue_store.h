// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"
#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// Messages that wait for another relay.
class QueueStore {
public:
    QueueStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    /// One row per recipient; the body gets one more reference. `row.id` is ignored.
    QueueId add(const QueueRow& row);
    /// Soonest next_try_at first.
    std::vector<QueueRow> list(std::int64_t limit);
    std::int64_t count();

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
