// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/db/failure.h"
#include "backend/store/db/statement.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;

namespace roost::store::db {

enum class Access { create, write, read };

/// One connection to the database file, with its prepared statements. One thread at a time.
class Database {
public:
    /// `vfs`: how SQLite reaches the disk; empty = its default. Throws Failure.
    Database(const std::filesystem::path& file, Access access, const std::string& vfs = {});
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// `sql` is prepared at its first use and kept: give literals, or texts of which there are few.
    Statement statement(std::string_view sql);
    /// Runs statements that need no parameters and whose rows nobody wants.
    void execute(const std::string& sql);
    /// The first column of the first row; 0 when there is none.
    std::int64_t integer(std::string_view sql);

    /// Rows changed since the connection was opened.
    std::int64_t totalChanges() const;
    bool inTransaction() const;
    sqlite3* handle() const { return handle_.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    struct Cached {
        std::unique_ptr<sqlite3_stmt, Finalize> statement;
        bool in_use = false;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    sqlite3_stmt* prepare(std::string_view sql, bool keep);

    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, Cached, Hash, std::equal_to<>> cache_;
};

} // namespace roost::store::db
