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

/// Device tokens for push (protocol.md F1, F2): opaque text, a set per account. Never logged.
class TokenStore {
public:
    TokenStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    /// Adds the token or refreshes its time. Errors: limit (more than 32 live tokens, or
    /// over 8192 octets), not_found.
    Result<> add(AccountId account, std::string_view token, UnixSeconds now);
    /// Live tokens: now - 90 days < time < now + 60 s.
    std::vector<std::string> live(AccountId account, UnixSeconds now);
    void remove(AccountId account, std::string_view token);

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
