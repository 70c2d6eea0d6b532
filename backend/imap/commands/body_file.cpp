// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/body_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace roost::imap {

BodyFile::~BodyFile()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool BodyFile::open(const std::filesystem::path& path)
{
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    return descriptor_ >= 0;
}

bool BodyFile::read(std::int64_t offset, std::int64_t octets, std::string& out) const
{
    out.resize(static_cast<std::size_t>(octets));
    std::size_t done = 0;
    while (done < out.size()) {
        const auto got = ::pread(descriptor_, out.data() + done, out.size() - done,
                                 static_cast<off_t>(offset) + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace roost::imap
