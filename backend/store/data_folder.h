// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <filesystem>

#include <unistd.h>

namespace roost::store {

/// Makes the folder of all data, with its parents, and closes it to other users: nobody else reads
/// mail, or the names of its files. A folder that was there is closed only when it is plainly the
/// relay's: it is empty or has the relay's files, and `we` own it. Another that is open to others
/// is left as it is: refused when it holds other things or others could change or read what is
/// ours, else used, for each file is made so that only its owner reads it. Errors: unavailable,
/// with a sentence that says what to do.
Result<> makeDataFolder(const std::filesystem::path& folder, uid_t we = ::geteuid());

} // namespace roost::store
