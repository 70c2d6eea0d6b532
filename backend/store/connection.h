// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/db/database.h"
#include "backend/store/medium.h"

#include <filesystem>

namespace roost::store {

inline std::filesystem::path databaseFile(const std::filesystem::path& data_dir)
{
    return data_dir / "roost.db";
}

/// The writer's connection to a database brought to the present schema: created when new, checked
/// when damaged, its flag modseqs lifted when the last end was not clean. Marks the store as in
/// use. Errors: corrupt, denied, unavailable. Throws db::Failure.
Result<std::unique_ptr<db::Database>> openForWriting(const std::filesystem::path& data_dir,
                                                     const Medium& medium);

/// The store was left in order: the next start need not suspect it.
void markClean(db::Database& db);

/// Removes body files that no row names. Before anybody writes one. Errors: unavailable.
Result<>
removeStrayFiles(const std::filesystem::path& data_dir, const Medium& medium, db::Database& db);

} // namespace roost::store
