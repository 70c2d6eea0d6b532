// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/processes.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <unistd.h>

namespace roost::bench {
namespace {

struct Process {
    pid_t parent = 0;
    std::int64_t ticks = 0; // its own and those of children it has waited for
};

/// From /proc/PID/stat (proc(5)): the name in parentheses may hold anything.
std::optional<Process> read(const std::filesystem::path& folder)
{
    std::ifstream file(folder / "stat");
    std::string line;
    if (!std::getline(file, line)) return std::nullopt; // has ended
    std::istringstream words(line.substr(line.rfind(')') + 1));
    Process process;
    std::string skipped;
    words >> skipped >> process.parent;
    for (int field = 5; field < 14; ++field) words >> skipped;
    for (int field = 14; field <= 17; ++field) {
        std::int64_t ticks = 0;
        words >> ticks; // utime, stime, cutime, cstime
        process.ticks += ticks;
    }
    return process;
}

std::map<pid_t, Process> allProcesses()
{
    std::map<pid_t, Process> all;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc())
            continue;
        if (const auto process = read(entry.path())) all[pid] = *process;
    }
    return all;
}

bool isBelow(const std::map<pid_t, Process>& all, pid_t pid, const std::vector<pid_t>& tops)
{
    while (pid > 1) {
        for (const pid_t top : tops)
            if (pid == top) return true;
        const auto found = all.find(pid);
        if (found == all.end()) return false;
        pid = found->second.parent;
    }
    return false;
}

std::map<pid_t, Process> tree(const std::vector<pid_t>& tops)
{
    const auto all = allProcesses();
    std::map<pid_t, Process> below;
    for (const auto& [pid, process] : all)
        if (isBelow(all, pid, tops)) below[pid] = process;
    return below;
}

/// The value of `key` in a file of lines "Key:   123 kB".
std::int64_t kibibytes(const std::filesystem::path& path, const std::string& key)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key + ":")) return std::stoll(line.substr(key.size() + 1));
    return 0;
}

} // namespace

double cpuSeconds(const std::vector<pid_t>& pids)
{
    std::int64_t ticks = 0;
    for (const auto& [pid, process] : tree(pids)) ticks += process.ticks;
    return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Memory memoryOf(const std::vector<pid_t>& pids)
{
    Memory memory;
    for (const auto& [pid, process] : tree(pids)) {
        const auto path = std::filesystem::path("/proc") / std::to_string(pid) / "smaps_rollup";
        memory.rss += kibibytes(path, "Rss");
        memory.pss += kibibytes(path, "Pss");
    }
    return memory;
}

std::int64_t availableMemory()
{
    return kibibytes("/proc/meminfo", "MemAvailable");
}

} // namespace roost::bench
