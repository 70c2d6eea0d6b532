// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/schema.h"

#include "backend/store/db/database.h"

#include <chrono>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace roost::store::db {
namespace {

namespace fs = std::filesystem;

constexpr auto CopyPrefix = ".before-";
constexpr auto CopyLifetime = std::chrono::hours(24);

Result<> syncCopy(const fs::path& copy)
{
    const int opened = ::open(copy.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0) ::close(opened);
    if (!synced) return Error(Code::unavailable, "cannot sync " + copy.string());
    return {};
}

/// A step that went wrong in a way nobody foresaw can be undone by hand from this.
Result<> copyBefore(Database& db, const fs::path& file, std::int64_t version)
{
    const fs::path copy = file.string() + CopyPrefix + std::to_string(version);
    std::error_code error;
    const auto room = fs::space(file.parent_path(), error);
    const auto needed = db.integer("PRAGMA page_count") * db.integer("PRAGMA page_size");
    if (!error && room.available < static_cast<std::uintmax_t>(needed) * 2)
        return Error(Code::unavailable, "no room for a copy of the database before its upgrade");
    fs::remove(copy, error); // of an attempt that was cut short
    db.statement("VACUUM INTO :copy").bind(":copy", copy.string()).run();
    return syncCopy(copy);
}

} // namespace

Result<> applySteps(Database& db, const fs::path& file, std::span<const SchemaStep> steps)
{
    const auto version = db.integer("PRAGMA user_version");
    const bool is_new = version == 0 && db.integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (!is_new && db.integer("PRAGMA application_id") != ApplicationId)
        return Error(Code::corrupt, file.string() + " is not a database of this program");
    const auto latest = static_cast<std::int64_t>(steps.size());
    if (version > latest)
        return Error(Code::denied, "the database was written by a newer version of this program");
    if (version == latest) return {};
    if (!is_new)
        if (const auto copied = copyBefore(db, file, version); !copied) return copied.error();

    db.execute("BEGIN IMMEDIATE");
    for (auto step = version; step < latest; ++step)
        db.execute(steps[static_cast<std::size_t>(step)]);
    db.execute("PRAGMA application_id = " + std::to_string(ApplicationId));
    db.execute("PRAGMA user_version = " + std::to_string(latest));
    db.execute("COMMIT");
    return {};
}

void removeOldCopies(const fs::path& file)
{
    const std::string prefix = file.filename().string() + CopyPrefix;
    std::error_code error;
    for (fs::directory_iterator at(file.parent_path(), error), end; !error && at != end;
         at.increment(error)) {
        if (!at->path().filename().string().starts_with(prefix)) continue;
        const auto written = at->last_write_time(error);
        if (error || fs::file_time_type::clock::now() - written < CopyLifetime) continue;
        fs::remove(at->path(), error);
    }
}

} // namespace roost::store::db
