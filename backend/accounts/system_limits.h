// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/values.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace roost::accounts {

/// How busy and how full the machine is; null where it could not be read.
struct SystemState {
    std::optional<double> load;                   // of one minute
    std::optional<std::int64_t> available_memory; // octets
    std::optional<std::int64_t> free_disk;        // octets for us where the store lives
};

SystemState readSystemState(const std::filesystem::path& data_dir);

/// Why no new account should be made now, for the log; null when nothing speaks against it. What
/// could not be read never refuses (protocol.md E13).
std::optional<std::string> systemRefusal(const SystemState& state,
                                         const settings::Values& settings);

} // namespace roost::accounts
