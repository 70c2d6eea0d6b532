// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <filesystem>

namespace roost::app {

/// Holds the one lock on a data directory, so that two daemons never share a store. The kernel
/// gives it back when the process ends, however it ends.
class DataDirLock {
public:
    /// Makes the directory as makeDataFolder does. Errors: exists (another daemon holds it),
    /// unavailable (it cannot be made or opened, or holds other things).
    static Result<DataDirLock> take(const std::filesystem::path& data_dir);
    DataDirLock(DataDirLock&& other) noexcept : descriptor_(other.descriptor_)
    {
        other.descriptor_ = -1;
    }
    DataDirLock(const DataDirLock&) = delete;
    DataDirLock& operator=(const DataDirLock&) = delete;
    DataDirLock& operator=(DataDirLock&&) = delete;
    ~DataDirLock();

private:
    explicit DataDirLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace roost::app
