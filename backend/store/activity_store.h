// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// One change by an operator. `_at` is Unix seconds, UTC.
struct ActivityRow {
    std::int64_t id = 0;
    UnixSeconds at = 0;
    std::string who;     // user name of the peer, such as "root"
    std::string what;    // method, such as "setting_set"
    std::string subject; // setting name; an address only as long as undo lasts
    std::string from;    // empty for secrets
    std::string to;
};

/// Who changed what, newest first.
class ActivityStore {
public:
    ActivityStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    std::int64_t add(const ActivityRow& row);
    /// Of a change that did not come to pass.
    void remove(std::int64_t id);
    /// Rows with id < `before` (0: from the newest).
    std::vector<ActivityRow> list(std::int64_t before, std::int64_t limit);
    /// Blanks the subjects that are addresses (contain `@`) of rows older than `at`.
    void forgetAddresses(UnixSeconds older_than);

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
