// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"

#include <sqlite3.h>

namespace roost::store::db {
namespace {

constexpr int BusyMilliseconds = 5000; // others hold locks for a checkpoint's end at most

int openFlags(Access access)
{
    const int base = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::create: return base | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::write: return base | SQLITE_OPEN_READWRITE;
    case Access::read: return base | SQLITE_OPEN_READONLY;
    }
    return base | SQLITE_OPEN_READONLY;
}

/// Once per process, before the engine's first use: its count of allocated memory, which nobody
/// reads, costs a lock per allocation.
void configureEngine()
{
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(configured); // refused when somebody used it already: then it stays slower
}

} // namespace

Database::Database(const std::filesystem::path& file, Access access, const std::string& vfs)
{
    configureEngine();
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &handle, openFlags(access),
                                     vfs.empty() ? nullptr : vfs.c_str());
    handle_.reset(handle); // there is one even when opening failed
    if (code != SQLITE_OK) raise(handle, code, "open " + file.string());
    sqlite3_busy_timeout(handle, BusyMilliseconds);
}

Statement Database::statement(std::string_view sql)
{
    auto found = cache_.find(sql);
    if (found == cache_.end()) {
        found = cache_.try_emplace(std::string(sql)).first;
        try {
            found->second.statement.reset(prepare(sql, true));
        } catch (...) {
            cache_.erase(found);
            throw;
        }
    }
    // Used inside its own loop: the inner use gets one of its own.
    if (found->second.in_use) return Statement(prepare(sql, false), nullptr);
    return Statement(found->second.statement.get(), &found->second.in_use);
}

void Database::execute(const std::string& sql)
{
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(handle(), code, sql);
}

std::int64_t Database::integer(std::string_view sql)
{
    return statement(sql).first([](Row row) { return row.integer(0); }).value_or(0);
}

std::int64_t Database::totalChanges() const
{
    return sqlite3_total_changes64(handle());
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(handle()) == 0;
}

sqlite3_stmt* Database::prepare(std::string_view sql, bool keep)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                        keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
    if (code != SQLITE_OK) raise(handle(), code, sql);
    return statement;
}

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

void Database::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

} // namespace roost::store::db
