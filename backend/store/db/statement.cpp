// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/statement.h"

#include "backend/store/db/failure.h"

#include <sqlite3.h>

#include <stdexcept>

namespace roost::store::db {

std::int64_t Row::integer(int column) const
{
    return sqlite3_column_int64(statement_, column);
}

std::string_view Row::view(int column) const
{
    const auto* octets = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return octets ? std::string_view(octets, size) : std::string_view();
}

bool Row::isNull(int column) const
{
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Statement::Statement(sqlite3_stmt* statement, bool* in_use) : statement_(statement), in_use_(in_use)
{
    if (in_use_) *in_use_ = true;
}

Statement::~Statement()
{
    if (!in_use_) {
        sqlite3_finalize(statement_);
        return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *in_use_ = false;
}

Statement& Statement::bindInteger(const char* name, std::int64_t value)
{
    check(sqlite3_bind_int64(statement_, index(name), value));
    return *this;
}

Statement& Statement::bind(const char* name, std::string_view text)
{
    // An empty view may hold a null pointer, which SQLite would take for NULL.
    check(sqlite3_bind_text64(statement_, index(name), text.data() ? text.data() : "", text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bindOctets(const char* name, std::string_view octets)
{
    check(sqlite3_bind_blob64(statement_, index(name), octets.data() ? octets.data() : "",
                              octets.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bindNull(const char* name)
{
    check(sqlite3_bind_null(statement_, index(name)));
    return *this;
}

std::int64_t Statement::run()
{
    while (step()) {
    }
    return sqlite3_stmt_readonly(statement_) ? 0 : sqlite3_changes64(sqlite3_db_handle(statement_));
}

bool Statement::step()
{
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(sqlite3_db_handle(statement_), code, sqlite3_sql(statement_));
}

/// A statement that writes and returns rows counts as done only at its end.
void Statement::finishWriting()
{
    if (sqlite3_stmt_readonly(statement_)) return;
    while (step()) {
    }
}

int Statement::index(const char* name) const
{
    const int found = sqlite3_bind_parameter_index(statement_, name);
    if (found == 0) throw std::logic_error(std::string("no parameter ") + name);
    return found;
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK) raise(sqlite3_db_handle(statement_), code, sqlite3_sql(statement_));
}

} // namespace roost::store::db
