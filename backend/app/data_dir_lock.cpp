// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/data_dir_lock.h"

#include "backend/store/data_folder.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace roost::app {

Result<DataDirLock> DataDirLock::take(const std::filesystem::path& data_dir)
{
    if (const auto made = store::makeDataFolder(data_dir); !made) return made.error();

    const auto file = data_dir / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return Error(Code::unavailable,
                     "cannot open " + file.string() + ": " + std::strerror(errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return Error(Code::exists, "another roostd runs on " + data_dir.string());
    }
    return DataDirLock(descriptor);
}

DataDirLock::~DataDirLock()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

} // namespace roost::app
