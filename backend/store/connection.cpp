// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/connection.h"

#include "backend/store/body_files.h"
#include "backend/store/body_store.h"
#include "backend/store/data_folder.h"
#include "backend/store/db/schema.h"

namespace roost::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t ModseqLeap = 1 << 20; // more than a crash can have undone
constexpr std::int64_t UidValidityLeap = 4096;
constexpr std::int64_t CheckedOctets = std::int64_t{1} << 30; // what is read through in a second

/// Settings that last as long as the connection; the first two of the second line matter only to
/// a new file.
void configure(db::Database& db, const Medium& medium)
{
    db.execute(medium.never_sync ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL");
    db.execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"
               "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
               "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 0");
}

Result<> checkAfterCrash(db::Database& db)
{
    if (db.integer("PRAGMA page_count") * db.integer("PRAGMA page_size") > CheckedOctets) return {};
    const auto verdict =
        db.statement("PRAGMA quick_check(1)").first([](db::Row row) { return row.text(0); });
    if (verdict == "ok") return {};
    return Error(Code::corrupt, "the database is damaged (" + verdict.value_or("no answer")
                                    + "): restore a backup");
}

/// What a power cut undid may have been seen by a client: numbers must not come a second time.
void leap(db::Database& db)
{
    db.statement("UPDATE mailboxes SET highest_modseq = highest_modseq + :leap")
        .bind(":leap", ModseqLeap)
        .run();
    db.statement("UPDATE state SET next_uid_validity = next_uid_validity + :leap")
        .bind(":leap", UidValidityLeap)
        .run();
}

Result<> markInUse(db::Database& db)
{
    const bool unclean = db.integer("SELECT unclean FROM state") != 0;
    if (unclean)
        if (const auto checked = checkAfterCrash(db); !checked) return checked.error();
    db.execute("BEGIN IMMEDIATE");
    if (unclean) leap(db);
    db.execute("UPDATE state SET unclean = 1; COMMIT");
    return {};
}

} // namespace

Result<std::unique_ptr<db::Database>> openForWriting(const fs::path& data_dir, const Medium& medium)
{
    const auto file = databaseFile(data_dir);
    auto& layer = medium.fileLayer();
    const auto made = medium.files ? layer.makeFolder(data_dir) : makeDataFolder(data_dir);
    if (!made) return made.error();
    // Made here so that nobody else can read it; the log beside it gets the same rights.
    if (medium.vfs.empty() && !layer.size(file))
        if (const auto created = layer.create(file); !created) return created.error();
    auto db = std::make_unique<db::Database>(file, db::Access::create, medium.vfs);
    configure(*db, medium);
    if (const auto done = db::applySteps(*db, file, db::schemaSteps()); !done) return done.error();
    if (const auto marked = markInUse(*db); !marked) return marked.error();
    return db;
}

void markClean(db::Database& db)
{
    db.execute("UPDATE state SET unclean = 0");
}

Result<> removeStrayFiles(const fs::path& data_dir, const Medium& medium, db::Database& db)
{
    if (const auto made = makeBodyFolders(data_dir, medium); !made) return made.error();
    FileLayer& layer = medium.fileLayer();
    Changes changes;
    BodyStore bodies(db, changes);
    const auto folder = data_dir / "bodies";
    for (const std::string& part : layer.names(folder))
        for (const std::string& name : layer.names(folder / part))
            if (!bodies.isFileKnown(name)) layer.remove(folder / part / name);
    return {};
}

} // namespace roost::store
