// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/data_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>

namespace roost::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view Database = "roost.db";
constexpr mode_t Closed = 0700;
constexpr mode_t OfOthers = 0077;
/// What may be there before the database is: from a start that a crash ended, from ./dev run, from
/// an administrator who brings keys, or from the file system itself.
constexpr std::array<std::string_view, 9> KnownNames = {
    "lock", "control.sock", "roostd.log", "roostd.log.old",   "bodies",
    "tls",  "dkim",         "lost+found", "dns-trust-anchors"};

Error cannot(std::string_view doing, const fs::path& path, const std::error_code& why)
{
    return Error(Code::unavailable, "cannot " + std::string(doing) + " the data directory "
                                        + path.string() + ": " + why.message());
}

Error refused(const fs::path& folder, std::string_view why)
{
    return Error(Code::unavailable,
                 "will not keep data in " + folder.string() + ": " + std::string(why));
}

bool isDatabase(std::string_view name)
{
    return name.starts_with(Database); // or a file beside it, such as its log
}

struct Contents {
    bool foreign = false;
    bool database = false;
    std::string readable; // a file of the database that others may read
};

Result<Contents> contentsOf(const fs::path& folder)
{
    Contents found;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (isDatabase(name)) {
            found.database = true;
            struct stat file {};
            if (::stat(at->path().c_str(), &file) == 0 && (file.st_mode & OfOthers) != 0)
                found.readable = at->path().string();
        } else if (std::find(KnownNames.begin(), KnownNames.end(), name) == KnownNames.end()) {
            found.foreign = true;
        }
    }
    if (error) return cannot("read", folder, error);
    return found;
}

/// A folder that was there and is open to others.
Result<> closeOrAccept(const fs::path& folder, const struct stat& status, uid_t we)
{
    if ((status.st_mode & S_ISVTX) != 0 && (status.st_mode & S_IWOTH) != 0)
        return refused(folder, "all users share it. Name a new folder inside it.");
    const auto found = contentsOf(folder);
    if (!found) return found.error();
    if (found->foreign && !found->database)
        return refused(folder, "it holds other things and is open to other users. Choose an empty "
                               "folder, or a new one inside it.");
    if (status.st_uid == we) {
        if (::chmod(folder.c_str(), Closed) == 0) return {};
        return cannot("close to other users", folder, {errno, std::generic_category()});
    }
    if ((status.st_mode & S_IWOTH) != 0)
        return refused(folder, "all users may write to it, and it belongs to another user, so that "
                               "the relay cannot close it. Name a new folder inside it.");
    if (!found->readable.empty())
        return refused(folder, "other users may read " + found->readable
                                   + ". Make it readable by its owner only (chmod 600).");
    return {};
}

} // namespace

Result<> makeDataFolder(const fs::path& folder, uid_t we)
{
    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    if (error) return cannot("make", folder, error);
    if (made) {
        if (::chmod(folder.c_str(), Closed) == 0) return {};
        return cannot("close to other users", folder, {errno, std::generic_category()});
    }
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0)
        return cannot("use", folder, {errno, std::generic_category()});
    if ((status.st_mode & OfOthers) == 0) return {};
    return closeOrAccept(folder, status, we);
}

} // namespace roost::store
