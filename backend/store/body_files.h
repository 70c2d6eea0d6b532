// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"
#include "shared/base/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace roost::store {

/// Where the large body `file_name` of the store in `data_dir` lies: DATA/bodies/xx/NAME.
std::filesystem::path bodyPath(const std::filesystem::path& data_dir, std::string_view file_name);

/// Makes DATA/bodies with its 256 folders. Errors: unavailable.
Result<> makeBodyFolders(const std::filesystem::path& data_dir, const Medium& medium);

/// Large bodies as files under DATA/bodies/xx/NAME. Blocking: callers offload to a pool. The names
/// are random; a file that no row names is removed at start, so open the StoreThread (which also
/// makes the folders) first. One object per process; any thread.
class BodyFiles {
public:
    /// `space_limit`: octets of unfinished files there may be. `layer` is for tests.
    explicit BodyFiles(std::filesystem::path data_dir,
                       std::int64_t space_limit,
                       FileLayer& layer = realFiles());
    std::filesystem::path path(std::string_view file_name) const;
    void remove(std::string_view file_name);
    void setSpaceLimit(std::int64_t octets) { space_limit_ = octets; }
    /// Octets of files being written now, over all writers.
    std::int64_t pendingOctets() const { return pending_octets_; }

private:
    friend class BodyFileWriter;
    std::filesystem::path data_dir_;
    std::atomic<std::int64_t> space_limit_;
    FileLayer& layer_;
    std::atomic<std::int64_t> pending_octets_{0};
};

/// One large body being written. Removes its file when destroyed before keep().
class BodyFileWriter {
public:
    /// Errors: unavailable (no room, or the file cannot be made).
    static Result<BodyFileWriter> create(BodyFiles& files);
    BodyFileWriter(BodyFileWriter&&) noexcept;
    BodyFileWriter& operator=(BodyFileWriter&&) noexcept;
    ~BodyFileWriter();

    /// Errors: unavailable (disk full, or the spool's space limit).
    Result<> append(std::string_view octets);
    /// fsync of the file and its folder. Errors: unavailable.
    Result<> finish();
    const std::string& fileName() const;
    /// A committed row names the file now: it stays.
    void keep();

private:
    struct State;
    explicit BodyFileWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace roost::store
