// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::store {

/// The files of large bodies as they reach the disk. Tests have one that forgets what was not
/// synced. Any thread.
class FileLayer {
public:
    /// A file that grows at its end; closed with its destruction.
    class File {
    public:
        virtual ~File() = default;
        /// Errors (both): unavailable.
        virtual Result<> append(std::string_view octets) = 0;
        virtual Result<> sync() = 0;
    };

    virtual ~FileLayer() = default;
    /// Makes a folder, if it is not there, with its parents. Errors (all): unavailable.
    virtual Result<> makeFolder(const std::filesystem::path& folder) = 0;
    virtual Result<> syncFolder(const std::filesystem::path& folder) = 0;
    /// A new file that only its owner may read; refused when there is one.
    virtual Result<std::unique_ptr<File>> create(const std::filesystem::path& file) = 0;
    virtual void remove(const std::filesystem::path& file) = 0;
    /// Names inside `folder`; none when it does not exist.
    virtual std::vector<std::string> names(const std::filesystem::path& folder) = 0;
    /// Octets of `file`, if it exists.
    virtual std::optional<std::int64_t> size(const std::filesystem::path& file) = 0;
};

/// The machine's file system.
FileLayer& realFiles();

/// How the store reaches its disk. Everything but the default is for tests.
struct Medium {
    std::string vfs;            // a registered sqlite3_vfs; empty = SQLite's default
    FileLayer* files = nullptr; // null = realFiles()
    bool never_sync = false;    // proves that a test notices lost data
    FileLayer& fileLayer() const { return files ? *files : realFiles(); }
};

} // namespace roost::store
