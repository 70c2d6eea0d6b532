// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"
#include "shared/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace roost::store {

namespace db {
class Database;
}

/// A stored body: inline octets, or the file that holds them.
struct Body {
    std::string content;
    std::string file_name; // when not empty; path by BodyFiles::path
    std::int64_t octets = 0;
};

/// Message bodies, each stored once however many mailboxes and queue rows refer to it. Database
/// triggers note those that lose their last reference; the housekeeper erases them soon after. A
/// body added but never referred to in the same job is dropped by `dropUnused`.
class BodyStore {
public:
    BodyStore(db::Database& db, Changes& changes) : db_(db), changes_(changes) {}

    BodyId add(const NewBody& body);
    std::optional<Body> load(BodyId id);
    /// For the stores whose rows name bodies. Throws when there is no such body: the caller's bug.
    void addReference(BodyId id);
    void dropUnused(BodyId id);
    /// Erases some of those noted, as many as do not hold up other writers; false when there was
    /// nothing to erase.
    bool eraseSomeUnused();
    /// Files whose body is gone. One job lists and forgets them; they are unlinked once its durable
    /// commit has covered the drop.
    std::vector<std::string> droppedFiles(std::int64_t limit);
    void forget(const std::vector<std::string>& file_names);
    bool isFileKnown(std::string_view file_name);

private:
    db::Database& db_;
    Changes& changes_;
};

} // namespace roost::store
