// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace roost::imap {

/// A large body opened for reading: it can be read to its end even when it is deleted meanwhile.
/// Blocking; used by jobs of the disk workers.
class BodyFile {
public:
    BodyFile() = default;
    BodyFile(const BodyFile&) = delete;
    BodyFile& operator=(const BodyFile&) = delete;
    ~BodyFile();

    /// False when there is no such file (any more).
    bool open(const std::filesystem::path& path);
    /// `octets` from `offset` on; false when the file does not hold as many.
    bool read(std::int64_t offset, std::int64_t octets, std::string& out) const;

private:
    int descriptor_ = -1;
};

} // namespace roost::imap
