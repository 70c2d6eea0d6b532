// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/failure.h"

#include <sqlite3.h>

namespace roost::store::db {
namespace {

Trouble troubleOf(int sqlite_code)
{
    switch (sqlite_code & 0xff) { // extended codes carry the primary one in the low octet
    case SQLITE_FULL: return Trouble::full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL: return Trouble::io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Trouble::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Trouble::busy;
    case SQLITE_READONLY: return Trouble::read_only;
    default: return Trouble::other;
    }
}

} // namespace

Failure::Failure(int sqlite_code, const std::string& what)
    : std::runtime_error(what), trouble_(troubleOf(sqlite_code))
{
}

Error Failure::asError() const
{
    return Error(trouble_ == Trouble::corrupt ? Code::corrupt : Code::unavailable, what());
}

void raise(sqlite3* db, int code, std::string_view doing)
{
    std::string text = sqlite3_errstr(code);
    if (db) {
        code = sqlite3_extended_errcode(db);
        text = sqlite3_errmsg(db);
    }
    throw Failure(code, "database: " + text + " (" + std::to_string(code) + ") at "
                            + std::string(doing.substr(0, 120)));
}

} // namespace roost::store::db
