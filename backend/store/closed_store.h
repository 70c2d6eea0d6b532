// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <string_view>

namespace roost::store {

namespace db {
class Database;
}

/// Addresses that nobody may take for a while, as keyed hashes: what is stored names nobody.
class ClosedStore {
public:
    explicit ClosedStore(db::Database& db) : db_(db) {}

    void close(std::string_view digest, UnixSeconds until);
    void open(std::string_view digest);
    bool isClosed(std::string_view digest, UnixSeconds now);
    bool hasExpired(UnixSeconds now);
    void removeExpired(UnixSeconds now);

private:
    db::Database& db_;
};

} // namespace roost::store
