// SPDX-License-Identifier: GPL-3.0-or-later
#include "power_disk.h"
#include "world.h"

#include "backend/store/db/schema.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <fstream>
#include <latch>
#include <thread>

using namespace roost;
using namespace roost::test;
namespace asio = boost::asio;

class TstStoreThread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jobsThatWaitShareOneCommit();
    void aRefusingJobIsUndoneAlone();
    void aThrowingJobHarmsNobody();
    void aFailingCommitFailsEveryJob();
    void aFullDiskIsSurvived();
    void theQueueIsBounded();
    void aCallerResumesOnItsOwnThread();
    void aReaderSeesWhatIsCommitted();
    void readersHoldNoSnapshot();
    void theLogStaysShortUnderLoad();
    void anUncleanStartLiftsModseqs();
    void aDamagedDatabaseIsRefused();
    void verifyFindsFaults();
    void verifyCanBeInterrupted();
};

namespace {

/// The store thread has let go of the loops whose callers it resumed.
void settle(World& world)
{
    auto nothing = [](Stores&) -> Result<> { return {}; };
    if (!world.thread().writeNow(nothing, Promise::relaxed)) qFatal("the store does not answer");
}

/// Jobs queued behind one that waits for them: they become one batch.
class Batched {
public:
    explicit Batched(World& world) : world_(world)
    {
        asio::co_spawn(io_, hold(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
        held_.wait();
    }
    ~Batched() { finish(); }

    /// Adds a job and waits until it is in the queue.
    template <class Job>
    void add(Job job, std::string& answer, Promise promise = Promise::durable)
    {
        asio::co_spawn(io_, run(std::move(job), &answer, promise), asio::detached);
        std::latch queued(1);
        asio::post(io_, [&] { queued.count_down(); });
        queued.wait();
    }
    void finish()
    {
        if (!thread_.joinable()) return;
        release_.count_down();
        thread_.join();
        settle(world_);
    }

private:
    asio::awaitable<void> hold()
    {
        auto job = [this](Stores&) -> Result<> {
            held_.count_down();
            release_.wait();
            return {};
        };
        static_cast<void>(co_await world_.thread().write(job, Promise::relaxed));
    }
    template <class Job>
    asio::awaitable<void> run(Job job, std::string* answer, Promise promise)
    {
        const auto done = co_await world_.thread().write(job, promise);
        *answer = done ? "done" : std::string(codeName(done.error().code));
    }

    World& world_;
    asio::io_context io_;
    std::latch held_{1};
    std::latch release_{1};
    std::thread thread_;
};

auto delivery(MailboxId mailbox)
{
    return [mailbox](Stores& s) { return World::delivered(s, mailbox, "x"); };
}

} // namespace

void TstStoreThread::jobsThatWaitShareOneCommit()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    const MailboxId bob = world.account("bob@relay.test").inbox_id;
    world.told();
    std::string answers[3];
    Batched batch(world);
    batch.add(delivery(bob), answers[0]);
    batch.add(delivery(ann), answers[1]);
    batch.add(delivery(bob), answers[2]);
    batch.finish();
    for (const auto& answer : answers) QCOMPARE(answer, std::string("done"));
    const auto told = world.told();
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told[0].mailboxes, (std::vector<MailboxId>{ann, bob}));
    QVERIFY(!told[0].accounts);
}

void TstStoreThread::aRefusingJobIsUndoneAlone()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    const MailboxId bob = world.account("bob@relay.test").inbox_id;
    world.told();
    std::string answers[3];
    const auto refuse = [&](Stores& s) -> Result<> {
        s.settings.set("half", "done");
        World::delivered(s, bob, "x").value();
        return Error(Code::denied, "changed my mind");
    };
    Batched batch(world);
    batch.add(delivery(ann), answers[0]);
    batch.add(refuse, answers[1]);
    batch.add(delivery(ann), answers[2]);
    batch.finish();
    QCOMPARE(answers[0] + answers[1] + answers[2], std::string("donedenieddone"));
    const auto told = world.told();
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(told[0].mailboxes, std::vector<MailboxId>{ann});
    QVERIFY(!told[0].settings);
    QCOMPARE(world.uids(ann).text(), std::string("1:2"));
    QVERIFY(world.uids(bob).empty());
    QCOMPARE(world.count("settings"), 0);
    QCOMPARE(world.faults(), std::string());
}

void TstStoreThread::aThrowingJobHarmsNobody()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    std::string answers[4];
    const auto throws = [&](Stores& s) -> Result<> {
        World::delivered(s, ann, "x").value();
        throw std::runtime_error("a bug");
    };
    const auto bad_sql = [&](Stores& s) -> Result<> {
        World::delivered(s, ann, "x").value();
        s.db.execute("nonsense");
        return {};
    };
    Batched batch(world);
    batch.add(throws, answers[0]);
    batch.add(bad_sql, answers[1]);
    batch.add(delivery(ann), answers[2]);
    batch.finish();
    QCOMPARE(answers[0] + answers[1] + answers[2], std::string("internalunavailabledone"));
    QCOMPARE(world.uids(ann).text(), std::string("1"));
    // A job that ends the transaction takes its batch with it, not the thread.
    const auto rollback = [&](Stores& s) -> Result<> {
        s.db.execute("ROLLBACK");
        return {};
    };
    Batched second(world);
    second.add(delivery(ann), answers[0]);
    second.add(rollback, answers[1]);
    second.finish();
    QCOMPARE(answers[0] + answers[1], std::string("unavailableunavailable"));
    QCOMPARE(world.deliver(ann, "y"), Uid{2});
    QCOMPARE(world.faults(), std::string());
}

void TstStoreThread::aFailingCommitFailsEveryJob()
{
    PowerDisk disk(1);
    World world(disk.medium());
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    world.told();
    std::string answers[3];
    Batched batch(world);
    batch.add(delivery(ann), answers[0]);
    batch.add([](Stores&) -> Result<> { return Error(Code::denied, "no"); }, answers[1]);
    batch.add(delivery(ann), answers[2], Promise::relaxed);
    disk.refuseWrites(1);
    batch.finish();
    for (const auto& answer : answers) QCOMPARE(answer, std::string("unavailable"));
    QVERIFY(world.told().empty());
    QVERIFY(world.uids(ann).empty());
    QCOMPARE(world.deliver(ann, "later"), Uid{1});
    QCOMPARE(world.faults(), std::string());
}

void TstStoreThread::aFullDiskIsSurvived()
{
    PowerDisk disk(1);
    World world(disk.medium());
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    Uid expected = 1;
    for (int refused = 1; refused < 12; ++refused) {
        disk.refuseWrites(refused); // later writes of the same commit never come
        const auto done = world.attempt(delivery(ann));
        QVERIFY(!done);
        QCOMPARE(done.error().code, Code::unavailable);
        disk.refuseWrites(0);
        QCOMPARE(world.deliver(ann, "x"), expected++);
    }
    QCOMPARE(world.faults(), std::string());
}

void TstStoreThread::theQueueIsBounded()
{
    World world;
    std::vector<std::string> answers(10'002);
    const auto nothing = [](Stores&) -> Result<> { return {}; };
    {
        Batched batch(world);
        for (auto& answer : answers) batch.add(nothing, answer, Promise::relaxed);
    }
    const auto refused = std::ranges::count(answers, "unavailable");
    const auto done = std::ranges::count(answers, "done");
    QCOMPARE(refused, 2);
    QCOMPARE(done, 10'000);
}

void TstStoreThread::aCallerResumesOnItsOwnThread()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    struct Loop {
        asio::io_context io{1};
        std::thread::id id;
        int wrong = 0;
        int done = 0;
    };
    static const auto client = [](World* w, Loop* loop, MailboxId inbox) -> asio::awaitable<void> {
        for (int i = 0; i < 50; ++i) {
            auto job = delivery(inbox);
            const auto done = co_await w->thread().write(job, Promise::durable);
            loop->wrong += std::this_thread::get_id() != loop->id || !done;
            ++loop->done;
        }
    };
    Loop loops[2];
    std::vector<std::thread> threads;
    for (auto& loop : loops) {
        for (int i = 0; i < 8; ++i)
            asio::co_spawn(loop.io, client(&world, &loop, ann), asio::detached);
        threads.emplace_back([&loop] {
            loop.id = std::this_thread::get_id();
            loop.io.run();
        });
    }
    for (auto& thread : threads) thread.join();
    settle(world);
    for (const auto& loop : loops) {
        QCOMPARE(loop.done, 400); // the loop ran on while the store worked
        QCOMPARE(loop.wrong, 0);
    }
    QCOMPARE(world.uids(ann).text(), std::string("1:800"));
}

void TstStoreThread::aReaderSeesWhatIsCommitted()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    Reader reader(world.path());
    QCOMPARE(reader->mailboxes.get(ann)->messages, 0);
    world.deliver(ann, "x");
    QCOMPARE(reader->mailboxes.get(ann)->messages, 1);
    {
        const ReadTransaction view(reader.stores());
        QCOMPARE(reader->mailboxes.get(ann)->messages, 1);
        world.deliver(ann, "y");
        QCOMPARE(reader->mailboxes.get(ann)->messages, 1); // one view
        QCOMPARE(reader->messages.uids(ann).text(), std::string("1"));
    }
    QCOMPARE(reader->messages.uids(ann).text(), std::string("1:2"));
    QVERIFY_EXCEPTION_THROWN(reader->settings.set("a", "b"), db::Failure);
}

void TstStoreThread::readersHoldNoSnapshot()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    for (int i = 0; i < 20; ++i) world.deliver(ann, "x");
    Reader reader(world.path());
    {
        const ReadTransaction view(reader.stores());
        QCOMPARE(reader->messages.list(ann, {1, 9}, 3).size(), std::size_t{3});
        QVERIFY(reader->messages.firstUnseen(ann));
        world.deliver(ann, "y");
        QCOMPARE(world.thread().tidy().error().code, Code::unavailable); // the view needs the log
    }
    QVERIFY(world.thread().tidy()); // the limited reads above have ended
    QCOMPARE(std::filesystem::file_size(world.path() / "roost.db-wal"), std::uintmax_t{0});
}

void TstStoreThread::theLogStaysShortUnderLoad()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    const std::string content(60'000, 'x');
    for (int i = 0; i < 150; ++i) // 150 * 10 * 15 pages
        world.run([&](Stores& s) {
            for (int k = 0; k < 10; ++k) World::delivered(s, ann, content).value();
            return 0;
        });
    QVERIFY(std::filesystem::file_size(world.path() / "roost.db-wal") < 64u << 20);
    QCOMPARE(world.faults(), std::string());
}

void TstStoreThread::anUncleanStartLiftsModseqs()
{
    World world;
    const MailboxId ann = world.account("ann@relay.test").inbox_id;
    world.deliver(ann, "x");
    const Mailbox before = world.mailbox(ann);
    world.stop();
    world.start();
    QCOMPARE(world.mailbox(ann).highest_modseq, before.highest_modseq);
    world.stop();
    db::Database(world.path() / "roost.db", db::Access::write)
        .execute("UPDATE state SET unclean = 1");
    world.start();
    const Mailbox after = world.mailbox(ann);
    QCOMPARE(after.highest_modseq, before.highest_modseq + (1 << 20));
    QCOMPARE(after.uid_validity, before.uid_validity);
    QCOMPARE(after.uid_next, before.uid_next);
    const Mailbox fresh = world.mailbox(world.account("bob@relay.test").inbox_id);
    QVERIFY(fresh.uid_validity > before.uid_validity + 1000);
    QCOMPARE(world.faults(), std::string());
}

void TstStoreThread::aDamagedDatabaseIsRefused()
{
    World world;
    const auto file = world.path() / "roost.db";
    const auto openCode = [&] {
        const auto opened = StoreThread::open(world.path(), {});
        return opened ? Code::internal : opened.error().code;
    };
    world.account("ann@relay.test");
    world.stop();
    db::Database(file, db::Access::write).execute("PRAGMA user_version = 99");
    QCOMPARE(openCode(), Code::denied);
    db::Database(file, db::Access::write)
        .execute("PRAGMA user_version = " + std::to_string(db::schemaSteps().size())
                 + "; UPDATE state SET unclean = 1");
    {
        std::fstream damage(file, std::ios::in | std::ios::out | std::ios::binary);
        damage.seekp(4096 * 5);
        damage << std::string(4096 * 4, '!');
    }
    QCOMPARE(openCode(), Code::corrupt);
    std::ofstream(file) << std::string(8192, '!');
    QCOMPARE(openCode(), Code::corrupt);
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    QCOMPARE(openCode(), Code::unavailable);
}

void TstStoreThread::verifyFindsFaults()
{
    const std::pair<const char*, const char*> faults[] = {
        {"UPDATE mailboxes SET octets = octets + 1", "wrong sums"},
        {"UPDATE mailboxes SET unseen = 0", "wrong sums"},
        {"UPDATE bodies SET refs = 2", "wrong references"},
        {"DELETE FROM body_contents", "body without content"},
        {"DELETE FROM messages; DELETE FROM unused_bodies; UPDATE mailboxes SET messages = 0,"
         " octets = 0, unseen = 0",
         "nobody will erase"},
        {"INSERT INTO unused_bodies SELECT id FROM bodies", "in use"},
        {"DELETE FROM mailboxes", "without mailbox"},
        {"DELETE FROM accounts", "without account"},
        {"UPDATE messages SET body_id = 9", "without body"},
        {"UPDATE state SET next_uid_validity = 1", "UIDVALIDITY"},
        {"INSERT INTO queue_totals VALUES ('far.test', '', 1, 0, 1)", "sums of the queue for far"},
        {"INSERT INTO queue (body_id, sender, recipient, domain, queued_at, attempts, next_try_at,"
         " last_error) VALUES (1, '', 'x@far.test', 'far.test', 1, 0, 1, '');"
         " DELETE FROM queue_totals",
         "sums of the queue for far"},
    };
    for (const auto& [sql, expected] : faults) {
        World world;
        world.deliver(world.account("ann@relay.test").inbox_id, "x");
        QCOMPARE(world.faults(), std::string());
        world.run([&](Stores& s) {
            s.db.execute(sql);
            return 0;
        });
        QVERIFY2(world.faults().find(expected) != std::string::npos, sql);
    }
}

void TstStoreThread::verifyCanBeInterrupted()
{
    World world;
    const MailboxId inbox = world.account("ann@relay.test").inbox_id;
    for (int i = 0; i < 3; ++i) world.deliver(inbox, "x");
    Interruption interruption;
    const auto found = inspect(world.path(), interruption);
    QCOMPARE(found->messages, 3);
    QCOMPARE(found->bodies, 3);
    QCOMPARE(found->faults, 0);
    interruption.raise();
    QCOMPARE(inspect(world.path(), interruption).error().code, Code::timeout);
}

QTEST_GUILESS_MAIN(TstStoreThread)
#include "tst_store_thread.moc"
