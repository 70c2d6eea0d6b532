// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <span>

namespace roost::store::db {

class Database;

/// Marks the file as ours ("roos").
constexpr int ApplicationId = 0x726f6f73;

/// One version of the schema is made from the one before it by running this SQL.
using SchemaStep = const char*;

/// The steps there are; the number of a step (from 1) is the version it leads to.
std::span<const SchemaStep> schemaSteps();

/// Brings the database, stored in `file`, to the last of `steps`: a new one from nothing, an older
/// one after a copy of it was made beside it (FILE.before-N). All steps run in one transaction.
/// Errors: denied (it is newer than `steps`), corrupt (another program's database), unavailable
/// (no room for the copy). Throws Failure.
Result<>
applySteps(Database& db, const std::filesystem::path& file, std::span<const SchemaStep> steps);

/// Removes copies that applySteps made more than a day ago: the new version has proved healthy.
void removeOldCopies(const std::filesystem::path& file);

} // namespace roost::store::db
