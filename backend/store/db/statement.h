// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

struct sqlite3_stmt;

namespace roost::store::db {

/// The row a statement stands on; columns count from 0.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
    std::int64_t integer(int column) const;
    /// Text or octets; empty for null. The view lives until the statement moves on.
    std::string_view view(int column) const;
    std::string text(int column) const { return std::string(view(column)); }
    bool isNull(int column) const;

private:
    sqlite3_stmt* statement_;
};

/// A prepared statement of the connection's cache, reset when it goes out of scope: keep it no
/// longer than one expression or loop, and never across a co_await. All functions throw Failure.
class Statement {
public:
    Statement(sqlite3_stmt* statement, bool* in_use);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    /// Names are written with their colon, as in the SQL. Text is copied.
    template <std::integral Number>
    Statement& bind(const char* name, Number value)
    {
        return bindInteger(name, static_cast<std::int64_t>(value));
    }
    Statement& bind(const char* name, std::string_view text);
    /// Octets that are not copied: they must live until the statement has run.
    Statement& bindOctets(const char* name, std::string_view octets);
    Statement& bindNull(const char* name);

    /// Runs to the end; how many rows it changed.
    std::int64_t run();

    /// What `read(Row)` makes of the first row, if there is one.
    template <class Read>
    auto first(Read read) -> std::optional<std::invoke_result_t<Read, Row>>
    {
        if (!step()) return std::nullopt;
        std::optional<std::invoke_result_t<Read, Row>> result(read(Row(statement_)));
        finishWriting();
        return result;
    }

    template <class Read>
    auto all(Read read) -> std::vector<std::invoke_result_t<Read, Row>>
    {
        std::vector<std::invoke_result_t<Read, Row>> rows;
        while (step()) rows.push_back(read(Row(statement_)));
        return rows;
    }

    template <class Visit>
    void each(Visit visit)
    {
        while (step()) visit(Row(statement_));
    }

    /// Until `visit` gives false.
    template <class Visit>
    void eachWhile(Visit visit)
    {
        while (step() && visit(Row(statement_))) {
        }
    }

private:
    bool step();
    void finishWriting();
    Statement& bindInteger(const char* name, std::int64_t value);
    int index(const char* name) const;
    void check(int code) const;

    sqlite3_stmt* statement_;
    bool* in_use_; // of the cache entry; null: ours alone
};

} // namespace roost::store::db
