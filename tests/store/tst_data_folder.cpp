// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/data_folder.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <string>

#include <sys/stat.h>

using namespace roost;
namespace fs = std::filesystem;

/// Whose rights a start may change, and where it refuses to keep mail.
class TstDataFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewFolderIsClosed();
    void whatIsPlainlyOursIsClosed_data();
    void whatIsPlainlyOursIsClosed();
    void aFolderWithOtherThingsIsRefusedAndLeftAlone();
    void aSharedFolderIsRefusedAndLeftAlone();
    void aClosedFolderMayHoldOtherThings();
    void anothersFolderIsUsedAsItIs();
    void anothersFolderIsRefusedWhereOthersReadTheDatabase();
    void anothersFolderIsRefusedWhereAllMayWrite();
};

namespace {

constexpr mode_t Open = 0755;
const uid_t Stranger = ::geteuid() + 1;

/// A folder that was there before the relay.
class Folder {
public:
    explicit Folder(mode_t mode = Open)
    {
        fs::create_directory(path());
        setMode(path(), mode);
    }
    fs::path path() const { return parent_.path().toStdString() + "/data"; }
    static void setMode(const fs::path& path, mode_t mode)
    {
        if (::chmod(path.c_str(), mode) != 0) qFatal("chmod");
    }
    static mode_t modeOf(const fs::path& path)
    {
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0) qFatal("stat");
        return status.st_mode & 07777;
    }
    mode_t mode() const { return modeOf(path()); }
    void put(const std::string& name, mode_t mode = 0600)
    {
        std::ofstream(path() / name) << "x";
        setMode(path() / name, mode);
    }

private:
    QTemporaryDir parent_;
};

/// What a refusal says; empty when there is none.
std::string saidOf(const Folder& folder, uid_t we = ::geteuid())
{
    const auto made = store::makeDataFolder(folder.path(), we);
    return made ? std::string() : made.error().detail;
}

bool says(const std::string& said, const std::string& what)
{
    return said.find(what) != std::string::npos;
}

} // namespace

void TstDataFolder::aNewFolderIsClosed()
{
    const Folder parent;
    const auto folder = parent.path() / "new";
    QVERIFY(store::makeDataFolder(folder));
    QCOMPARE(Folder::modeOf(folder), mode_t{0700});
    QCOMPARE(parent.mode(), Open);
}

void TstDataFolder::whatIsPlainlyOursIsClosed_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::newRow("empty") << QStringList();
    QTest::newRow("ended before it had a database") << QStringList{"lock", "roostd.log"};
    QTest::newRow("a disk of its own") << QStringList{"lost+found"};
    QTest::newRow("a database") << QStringList{"roost.db"};
    QTest::newRow("a database and notes") << QStringList{"roost.db", "roost.db-wal", "notes.txt"};
}

void TstDataFolder::whatIsPlainlyOursIsClosed()
{
    QFETCH(const QStringList, names);
    Folder folder;
    for (const QString& name : names) folder.put(name.toStdString());
    QCOMPARE(saidOf(folder), std::string());
    QCOMPARE(folder.mode(), mode_t{0700});
}

void TstDataFolder::aFolderWithOtherThingsIsRefusedAndLeftAlone()
{
    Folder folder;
    folder.put("letter.txt");
    const auto said = saidOf(folder);
    QVERIFY2(says(said, folder.path().string()), said.c_str());
    QVERIFY2(says(said, "Choose an empty folder"), said.c_str());
    QCOMPARE(folder.mode(), Open);
}

void TstDataFolder::aSharedFolderIsRefusedAndLeftAlone()
{
    Folder folder(01777); // as /tmp is
    folder.put("roost.db");
    const auto said = saidOf(folder);
    QVERIFY2(says(said, "Name a new folder inside it"), said.c_str());
    QCOMPARE(folder.mode(), mode_t{01777});
}

void TstDataFolder::aClosedFolderMayHoldOtherThings()
{
    Folder folder(0700);
    folder.put("letter.txt");
    QCOMPARE(saidOf(folder), std::string());
}

void TstDataFolder::anothersFolderIsUsedAsItIs()
{
    Folder folder(0775);
    QCOMPARE(saidOf(folder, Stranger), std::string());
    folder.put("roost.db");
    QCOMPARE(saidOf(folder, Stranger), std::string());
    QCOMPARE(folder.mode(), mode_t{0775});
}

void TstDataFolder::anothersFolderIsRefusedWhereOthersReadTheDatabase()
{
    Folder folder;
    folder.put("roost.db", 0644);
    const auto said = saidOf(folder, Stranger);
    QVERIFY2(says(said, "chmod 600"), said.c_str());
    QVERIFY2(says(said, (folder.path() / "roost.db").string()), said.c_str());
    QCOMPARE(saidOf(folder), std::string()); // its owner closes the folder
}

void TstDataFolder::anothersFolderIsRefusedWhereAllMayWrite()
{
    const Folder folder(0777);
    const auto said = saidOf(folder, Stranger);
    QVERIFY2(says(said, "Name a new folder inside it"), said.c_str());
    QCOMPARE(folder.mode(), mode_t{0777});
}

QTEST_GUILESS_MAIN(TstDataFolder)
#include "tst_data_folder.moc"
