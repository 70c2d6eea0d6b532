// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/system_limits.h"

#include <sys/statvfs.h>

#include <cstdlib>
#include <fstream>

namespace roost::accounts {
namespace {

std::optional<double> loadOfOneMinute()
{
    double load = 0;
    if (::getloadavg(&load, 1) != 1) return std::nullopt;
    return load;
}

/// `MemAvailable:  123 kB` of /proc/meminfo (proc(5)).
std::optional<std::int64_t> availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    std::int64_t kilobytes = 0;
    while (file >> name >> kilobytes && std::getline(file, unit))
        if (name == "MemAvailable:") return kilobytes * 1024;
    return std::nullopt;
}

std::optional<std::int64_t> freeDisk(const std::filesystem::path& folder)
{
    struct statvfs facts {};
    if (::statvfs(folder.c_str(), &facts) != 0) return std::nullopt;
    return static_cast<std::int64_t>(facts.f_bavail * facts.f_frsize);
}

} // namespace

SystemState readSystemState(const std::filesystem::path& data_dir)
{
    SystemState state;
    state.load = loadOfOneMinute();
    state.available_memory = availableMemory();
    state.free_disk = freeDisk(data_dir);
    return state;
}

std::optional<SystemRefusal> systemRefusal(const SystemState& state,
                                           const settings::Values& settings)
{
    if (state.load && *state.load > settings.max_load_1m)
        return SystemRefusal{"load", "max_load_1m", *state.load, settings.max_load_1m};
    if (state.available_memory && *state.available_memory < settings.min_available_memory)
        return SystemRefusal{"memory", "min_available_memory",
                             static_cast<double>(*state.available_memory),
                             static_cast<double>(settings.min_available_memory)};
    if (state.free_disk && *state.free_disk < settings.min_free_disk_space)
        return SystemRefusal{"disk", "min_free_disk_space", static_cast<double>(*state.free_disk),
                             static_cast<double>(settings.min_free_disk_space)};
    return std::nullopt;
}

} // namespace roost::accounts
