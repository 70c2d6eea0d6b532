// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/database.h"
#include "backend/store/db/schema.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sqlite3.h>

#include <array>
#include <fstream>

using namespace roost;
using namespace roost::store::db;

class TstDatabase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void statementsAreCachedAndReset();
    void aStatementMayBeUsedInsideItsOwnLoop();
    void octetsAndEmptyTextsAreKept();
    void troubleIsNamed();
    void aReadConnectionCannotWrite();
    void aNewerSchemaIsRefused();
    void anotherProgramsDatabaseIsRefused();
    void aStepRunsAfterACopyWasMade();
    void aFailedStepLeavesTheOldVersion();
    void oldCopiesAreRemoved();

private:
    std::filesystem::path file() const { return folder_->path().toStdString() + "/test.db"; }
    std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

Trouble troubleOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Failure& failure) {
        return failure.trouble();
    }
    return Trouble::other;
}

} // namespace

void TstDatabase::statementsAreCachedAndReset()
{
    Database db(file(), Access::create);
    db.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2), (3)");
    for (int i = 0; i < 100; ++i)
        QCOMPARE(*db.statement("SELECT a FROM t WHERE a >= :a ORDER BY a")
                      .bind(":a", 2)
                      .first([](Row row) { return row.integer(0); }),
                 2);
    int prepared = 0;
    for (auto* at = sqlite3_next_stmt(db.handle(), nullptr); at;
         at = sqlite3_next_stmt(db.handle(), at)) {
        ++prepared;
        QVERIFY(!sqlite3_stmt_busy(at)); // a read that goes on would pin the log
    }
    QCOMPARE(prepared, 1);
    QVERIFY_EXCEPTION_THROWN(db.statement("SELECT :a").bind(":b", 1), std::logic_error);
}

void TstDatabase::aStatementMayBeUsedInsideItsOwnLoop()
{
    Database db(file(), Access::create);
    db.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)");
    std::string seen;
    const auto each = [&](auto&& visit) { db.statement("SELECT a FROM t").each(visit); };
    each([&](Row outer) { each([&](Row inner) { seen += outer.text(0) + inner.text(0) + " "; }); });
    QCOMPARE(seen, std::string("11 12 21 22 "));
}

void TstDatabase::octetsAndEmptyTextsAreKept()
{
    Database db(file(), Access::create);
    db.execute("CREATE TABLE t (a BLOB NOT NULL, b TEXT NOT NULL, c TEXT)");
    const std::string octets("\0\xff\n", 3);
    db.statement("INSERT INTO t VALUES (:a, :b, :c)")
        .bindOctets(":a", octets)
        .bind(":b", std::string_view())
        .bindNull(":c")
        .run();
    const auto row = db.statement("SELECT a, b, c FROM t").first([](Row found) {
        return std::tuple(found.text(0), found.text(1), found.isNull(2));
    });
    QCOMPARE(*row, std::tuple(octets, std::string(), true));
}

void TstDatabase::troubleIsNamed()
{
    {
        std::ofstream garbage(file());
        garbage << std::string(8192, 'g');
    }
    QCOMPARE(
        troubleOf([&] { Database(file(), Access::write).execute("SELECT * FROM sqlite_schema"); }),
        Trouble::corrupt);
    QCOMPARE(troubleOf([&] { Database(file() / "below", Access::create); }), Trouble::io);
    std::filesystem::remove(file());
    Database db(file(), Access::create);
    db.execute("PRAGMA max_page_count = 3; CREATE TABLE t (a BLOB)");
    QCOMPARE(troubleOf([&] { db.execute("INSERT INTO t VALUES (zeroblob(100000))"); }),
             Trouble::full);
}

void TstDatabase::aReadConnectionCannotWrite()
{
    Database(file(), Access::create).execute("CREATE TABLE t (a)");
    Database db(file(), Access::read);
    QCOMPARE(troubleOf([&] { db.execute("INSERT INTO t VALUES (1)"); }), Trouble::read_only);
}

void TstDatabase::aNewerSchemaIsRefused()
{
    Database db(file(), Access::create);
    QVERIFY(applySteps(db, file(), schemaSteps()));
    db.execute("PRAGMA user_version = 1000");
    QCOMPARE(applySteps(db, file(), schemaSteps()).error().code, Code::denied);
}

void TstDatabase::anotherProgramsDatabaseIsRefused()
{
    Database db(file(), Access::create);
    db.execute("CREATE TABLE t (a)");
    QCOMPARE(applySteps(db, file(), schemaSteps()).error().code, Code::corrupt);
}

void TstDatabase::aStepRunsAfterACopyWasMade()
{
    const std::array<SchemaStep, 2> steps = {"CREATE TABLE t (a); INSERT INTO t VALUES (7)",
                                             "DROP TABLE t; CREATE TABLE u (b)"};
    Database db(file(), Access::create);
    QVERIFY(applySteps(db, file(), std::span(steps).first(1)));
    QVERIFY(!std::filesystem::exists(file().string() + ".before-0")); // nothing to copy
    QVERIFY(applySteps(db, file(), steps));
    QCOMPARE(db.integer("PRAGMA user_version"), 2);
    QCOMPARE(db.integer("SELECT count(*) FROM u"), 0);
    Database copy(file().string() + ".before-1", Access::read);
    QCOMPARE(copy.integer("SELECT a FROM t"), 7);
    QCOMPARE(copy.integer("PRAGMA user_version"), 1);
    QVERIFY(applySteps(db, file(), steps)); // nothing to do
}

void TstDatabase::aFailedStepLeavesTheOldVersion()
{
    const std::array<SchemaStep, 2> steps = {"CREATE TABLE t (a)", "CREATE TABLE u (b); nonsense"};
    {
        Database db(file(), Access::create);
        QVERIFY(applySteps(db, file(), std::span(steps).first(1)));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(applySteps(db, file(), steps)), Failure);
    }
    Database db(file(), Access::write);
    QCOMPARE(db.integer("PRAGMA user_version"), 1);
    QCOMPARE(db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'u'"), 0);
}

void TstDatabase::oldCopiesAreRemoved()
{
    namespace fs = std::filesystem;
    const fs::path young = file().string() + ".before-2";
    const fs::path old = file().string() + ".before-1";
    std::ofstream(young) << "x";
    std::ofstream(old) << "x";
    std::ofstream(file()) << "x";
    for (const auto& path : {old, file()})
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(25));
    removeOldCopies(file());
    QVERIFY(fs::exists(young));
    QVERIFY(fs::exists(file()));
    QVERIFY(!fs::exists(old));
}

QTEST_GUILESS_MAIN(TstDatabase)
#include "tst_database.moc"
