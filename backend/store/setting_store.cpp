// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/setting_store.h"

#include "backend/store/db/database.h"

namespace roost::store {

std::map<std::string, std::string> SettingStore::all()
{
    std::map<std::string, std::string> settings;
    db_.statement("SELECT name, value FROM settings").each([&](db::Row row) {
        settings.emplace(row.text(0), row.text(1));
    });
    return settings;
}

void SettingStore::set(std::string_view name, std::string_view value)
{
    db_.statement("INSERT INTO settings (name, value) VALUES (:name, :value)"
                  " ON CONFLICT DO UPDATE SET value = :value")
        .bind(":name", name)
        .bind(":value", value)
        .run();
    changes_.settings = true;
}

void SettingStore::reset(std::string_view name)
{
    if (db_.statement("DELETE FROM settings WHERE name = :name").bind(":name", name).run() > 0)
        changes_.settings = true;
}

} // namespace roost::store
