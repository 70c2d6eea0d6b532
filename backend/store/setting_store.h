// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <map>
#include <string>
#include <string_view>

namespace roost::store {

namespace db {
class Database;
}

/// Settings that differ from their default, as text; their meaning is in shared/settings.
class SettingStore {
public:
    SettingStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    std::map<std::string, std::string> all();
    void set(std::string_view name, std::string_view value);
    void reset(std::string_view name);

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
