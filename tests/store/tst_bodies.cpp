// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include "backend/store/body_files.h"
#include "backend/store/db/schema.h"

#include <fstream>

using namespace roost;
using namespace roost::test;

class TstBodies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBodyLivesAsLongAsItsReferences();
    void anUnusedBodyIsDropped();
    void erasingFollowsSoonByItself();
    void erasingGoesInSteps();
    void whatIsSlowToEraseTakesSmallerSteps();
    void erasingGoesOnAfterARestart();
    void erasingComesWithTheSecondSchema();
    void aReferenceToNothingIsAFault();
    void deletedContentIsNotInTheFiles();
    void roomIsGivenBack();
    void aFileIsUnlinkedWithItsLastReference();
    void strayFilesAreRemovedAtStart();
    void foldersAreClosedToOthers();
    void aWriterThatIsNotKeptRemovesItsFile();
    void unfinishedFilesHaveALimit();
};

namespace {

std::string readFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

BodyFileWriter written(BodyFiles& files, const std::string& content)
{
    auto writer = BodyFileWriter::create(files);
    if (!writer || !writer->append(content) || !writer->finish()) qFatal("no body file");
    return std::move(*writer);
}

/// A message whose body is a file of 5 octets.
Uid deliverFile(World& world, MailboxId mailbox, BodyFileWriter& file)
{
    const auto done = world.run([&](Stores& s) {
        const auto body = s.bodies.add({{}, file.fileName(), 5});
        return s.messages.append(mailbox, {body, 5, Now, 0, {}}).value();
    });
    file.keep();
    return done.uid;
}

} // namespace

void TstBodies::aBodyLivesAsLongAsItsReferences()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    const auto body = world.run([&](Stores& s) {
        const auto id = s.bodies.add({"shared", {}, 6});
        s.messages.append(inbox, {id, 6, Now, Deleted, {}}).value();
        s.messages.append(inbox, {id, 6, Now, 0, {}}).value();
        QueueRow row;
        row.body_id = id;
        row.recipient = "far@away.test";
        s.queue.add(row);
        return id;
    });
    const auto there = [&] {
        return world.run([&](Stores& s) { return s.bodies.load(body).has_value(); });
    };
    world.expunge(inbox);
    QVERIFY(there());
    QCOMPARE(world.faults(), std::string());
    world.flag(inbox, {{2, 2}}, FlagMode::add, Deleted);
    world.expunge(inbox);
    QVERIFY(there()); // the queue needs it
    world.run([](Stores& s) {
        s.db.execute("DELETE FROM queue");
        return 0;
    });
    QVERIFY(world.thread().tidy());
    QVERIFY(!there());
    QCOMPARE(world.count("body_contents"), 0);
    const auto next = world.run([](Stores& s) { return s.bodies.add({"x", {}, 1}); });
    QVERIFY(next > body); // who still knows the old number gets nobody else's message
}

void TstBodies::anUnusedBodyIsDropped()
{
    World world;
    world.run([](Stores& s) {
        s.bodies.dropUnused(s.bodies.add({"nobody wants it", {}, 15}));
        return 0;
    });
    QCOMPARE(world.count("bodies"), 0);
    QCOMPARE(world.count("body_contents"), 0);
}

void TstBodies::erasingFollowsSoonByItself()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    world.deliver(inbox, "one", Deleted);
    world.deliver(inbox, "two");
    const auto left = world.run([&](Stores& s) {
        s.messages.expunge(inbox, nullptr).value();
        return s.db.integer("SELECT count(*) FROM bodies");
    });
    QCOMPARE(left, 2); // the one who deletes many need not wait for it
    QTRY_COMPARE_WITH_TIMEOUT(world.count("bodies"), 1, 20'000);
    QCOMPARE(world.count("body_contents"), 1);
    QCOMPARE(world.faults(), std::string());
}

void TstBodies::erasingGoesInSteps()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    const auto steps = [&](int messages, const std::string& content) {
        return world.run([&](Stores& s) {
            for (int i = 0; i < messages; ++i) World::delivered(s, inbox, content, Deleted).value();
            s.messages.expunge(inbox, nullptr).value();
            int count = 0;
            while (s.bodies.eraseSomeUnused()) ++count;
            return count;
        });
    };
    QVERIFY(steps(1000, "small") >= 10); // more where it takes long
    QVERIFY(steps(100, std::string(60'000, 'x')) >= 6);
    QCOMPARE(world.count("bodies"), 0);
    QCOMPARE(world.count("unused_bodies"), 0);
}

void TstBodies::whatIsSlowToEraseTakesSmallerSteps()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    const int steps = world.run([&](Stores& s) {
        s.db.execute("CREATE TEMP TABLE counted (n INTEGER);"
                     "CREATE TEMP TRIGGER slow AFTER DELETE ON main.bodies BEGIN"
                     " INSERT INTO counted SELECT count(*) FROM main.sqlite_master a,"
                     " main.sqlite_master b, main.sqlite_master c; END");
        for (int i = 0; i < 100; ++i) World::delivered(s, inbox, "small", Deleted).value();
        s.messages.expunge(inbox, nullptr).value();
        int count = 0;
        while (s.bodies.eraseSomeUnused()) ++count;
        return count;
    });
    QVERIFY2(steps > 1, qPrintable(QString::number(steps)));
    QCOMPARE(world.count("bodies"), 0);
}

void TstBodies::erasingGoesOnAfterARestart()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    world.deliver(inbox, "gone");
    world.deliver(inbox, "stays");
    world.stop();
    db::Database(world.path() / "roost.db", db::Access::write)
        .execute("DELETE FROM messages WHERE uid = 1;"
                 "UPDATE mailboxes SET messages = 1, octets = 5, unseen = 1");
    world.start();
    QTRY_COMPARE_WITH_TIMEOUT(world.count("bodies"), 1, 20'000);
    QCOMPARE(world.faults(), std::string());
}

void TstBodies::erasingComesWithTheSecondSchema()
{
    World world;
    world.stop();
    const auto file = world.path() / "roost.db";
    std::filesystem::remove(file);
    {
        db::Database old(file, db::Access::create);
        QVERIFY(db::applySteps(old, file, db::schemaSteps().first(1)));
    }
    world.start();
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    world.deliver(inbox, "gone", Deleted);
    world.expunge(inbox);
    QVERIFY(world.thread().tidy());
    QCOMPARE(world.count("bodies"), 0);
    QCOMPARE(world.faults(), std::string());
}

void TstBodies::aReferenceToNothingIsAFault()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    const auto bad = [&](Stores& s) { return s.messages.append(inbox, {77, 1, Now, 0, {}}); };
    QCOMPARE(world.attempt(bad).error().code, Code::internal);
    QCOMPARE(world.mailbox(inbox).messages, 0);
}

void TstBodies::deletedContentIsNotInTheFiles()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    const std::string secret = "a secret that must not stay";
    world.deliver(inbox, secret);
    world.deliver(inbox, std::string(20000, 'x') + secret);
    const auto everything = [&] {
        const auto file = world.path() / "roost.db";
        return readFile(file) + readFile(file.string() + "-wal");
    };
    QVERIFY(everything().find(secret) != std::string::npos);
    world.flag(inbox, {{1, 2}}, FlagMode::add, Deleted);
    world.expunge(inbox);
    QVERIFY(world.thread().tidy());
    QVERIFY(everything().find(secret) == std::string::npos);
}

void TstBodies::roomIsGivenBack()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    const auto octets = [&] { return std::filesystem::file_size(world.path() / "roost.db"); };
    world.run([&](Stores& s) {
        for (int i = 0; i < 300; ++i)
            World::delivered(s, inbox, std::string(60'000, 'x'), Deleted).value();
        return 0;
    });
    QVERIFY(world.thread().tidy());
    const auto full = octets();
    QVERIFY(full > 300u * 60'000);
    world.expunge(inbox);
    QVERIFY(world.thread().tidy());
    QVERIFY(octets() < full / 3);
    QCOMPARE(world.faults(), std::string());
}

void TstBodies::aFileIsUnlinkedWithItsLastReference()
{
    World world;
    BodyFiles files(world.path(), 1000);
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    auto file = written(files, "large");
    const auto path = files.path(file.fileName());
    deliverFile(world, inbox, file);
    const auto body = world.run([&](Stores& s) {
        return s.bodies.load(s.messages.list(inbox, {1, 1}, 1)[0].body_id).value();
    });
    QCOMPARE(body.file_name, file.fileName());
    QCOMPARE(body.octets, 5);
    QCOMPARE(readFile(path), std::string("large"));
    world.flag(inbox, {{1, 1}}, FlagMode::add, Deleted);
    world.expunge(inbox);
    QVERIFY(std::filesystem::exists(path)); // until a synced commit has covered it
    QVERIFY(world.thread().tidy());
    QVERIFY(!std::filesystem::exists(path));
    QCOMPARE(world.count("dropped_files"), 0);
    QCOMPARE(world.faults(), std::string());
}

void TstBodies::strayFilesAreRemovedAtStart()
{
    World world;
    BodyFiles files(world.path(), 1000);
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    auto known = written(files, "known");
    auto stray = written(files, "stray");
    deliverFile(world, inbox, known);
    stray.keep(); // as if the daemon had died before its commit
    world.stop();
    world.start();
    QVERIFY(std::filesystem::exists(files.path(known.fileName())));
    QVERIFY(!std::filesystem::exists(files.path(stray.fileName())));
    std::filesystem::remove(files.path(known.fileName()));
    QVERIFY(world.faults().find("missing file") != std::string::npos);
}

void TstBodies::aWriterThatIsNotKeptRemovesItsFile()
{
    World world;
    BodyFiles files(world.path(), 1000);
    std::filesystem::path path;
    {
        const auto file = written(files, "large");
        path = files.path(file.fileName());
        QVERIFY(std::filesystem::exists(path));
        QCOMPARE(files.pendingOctets(), 5);
    }
    QVERIFY(!std::filesystem::exists(path));
    QCOMPARE(files.pendingOctets(), 0);
}

void TstBodies::unfinishedFilesHaveALimit()
{
    World world;
    BodyFiles files(world.path(), 10);
    auto first = BodyFileWriter::create(files).value();
    auto second = BodyFileWriter::create(files).value();
    QVERIFY(first.append("1234567"));
    QCOMPARE(second.append("1234").error().code, Code::unavailable);
    QVERIFY(second.append("123"));
    first = std::move(second); // the first is gone, with its file
    QCOMPARE(files.pendingOctets(), 3);
    QVERIFY(first.append("1234567"));
    files.setSpaceLimit(11);
    QVERIFY(first.append("1"));
    QCOMPARE(first.append("1").error().code, Code::unavailable);
}

void TstBodies::foldersAreClosedToOthers()
{
    namespace fs = std::filesystem;
    World world;
    world.stop();
    const auto folders = {world.path(), world.path() / "bodies"}; // none gets below
    for (const auto& folder : folders)
        fs::permissions(folder, fs::perms::owner_all | fs::perms::others_read);
    world.start();
    for (const auto& folder : folders) {
        const auto found = fs::status(folder).permissions();
        QVERIFY2(found == fs::perms::owner_all, folder.c_str());
    }
}

QTEST_GUILESS_MAIN(TstBodies)
#include "tst_bodies.moc"
