// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;

namespace roost::store::db {

/// What kind of trouble the engine reported; the rest is in the text.
enum class Trouble { full, io, corrupt, busy, read_only, other };

/// Thrown when the database cannot do what it should: never for what a peer can cause.
class Failure : public std::runtime_error {
public:
    Failure(int sqlite_code, const std::string& what);
    Trouble trouble() const { return trouble_; }
    /// As a refusal for those who waited: corrupt, else unavailable.
    Error asError() const;

private:
    Trouble trouble_;
};

/// Throws the Failure that `code` and the last error of `db` (may be null) describe.
[[noreturn]] void raise(sqlite3* db, int code, std::string_view doing);

} // namespace roost::store::db
