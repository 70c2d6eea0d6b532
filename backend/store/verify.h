// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"
#include "shared/base/result.h"

#include <filesystem>

namespace roost::store {

/// Reads the whole store and checks it: the engine's own integrity, that what rows name exists, the
/// sums that mailboxes keep, the references that bodies count, and the files of large bodies. A
/// daemon may be running. Blocks for long.
/// Errors: corrupt (`detail` lists the first faults, one a line, without addresses), unavailable.
Result<> verify(const std::filesystem::path& data_dir, const Medium& medium = {});

} // namespace roost::store
