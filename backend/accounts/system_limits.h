// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/values.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace roost::accounts {

/// How busy and how full the machine is; null where it could not be read.
struct SystemState {
    std::optional<double> load;                   // of one minute
    std::optional<std::int64_t> available_memory; // octets
    std::optional<std::int64_t> free_disk;        // octets for us where the store lives
};

SystemState readSystemState(const std::filesystem::path& data_dir);

/// What of the machine speaks against new accounts.
struct SystemRefusal {
    std::string_view reason;  // load, memory, disk
    std::string_view setting; // whose value is passed
    double measured = 0;
    double limit = 0;
};

/// Why no new account should be made now; null when nothing speaks against it. What could not be
/// read never refuses (protocol.md E13).
std::optional<SystemRefusal> systemRefusal(const SystemState& state,
                                           const settings::Values& settings);

} // namespace roost::accounts
