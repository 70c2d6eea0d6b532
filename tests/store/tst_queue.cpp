// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/schema.h"
#include "power_disk.h"
#include "queue_world.h"

#include <chrono>

using namespace roost;
using namespace roost::test;

class TstQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowMakesItsDestinationDue();
    void retriesComeLaterAndLaterUntilTheLifetimeEnds();
    void theLastTryIsAtTheEndOfTheLifetime();
    void anUnreachableDestinationPutsBackAllThatIsDue();
    void whatFailedForTheDestinationIsDueWhenItIsBack();
    void whatIsNotDueCostsNothing();
    void rowsOfTheFirstVersionAreTakenOver();
    void aFailingDiskLosesNoRow();
};

void TstQueue::aRowMakesItsDestinationDue()
{
    Queue queue;
    queue.add("a@later.test", Now + 100);
    queue.told();
    const auto id = queue.add("b@soon.test");
    QVERIFY(queue.told().back().queue);
    QCOMPARE(queue.due(Now - 1), std::vector<std::string>{});
    QCOMPARE(queue.due(Now), std::vector<std::string>{"soon.test"});
    QCOMPARE(queue.due(Now + 100), (std::vector<std::string>{"soon.test", "later.test"}));
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.nextDueAt(Standing::unknown, Now); }),
             std::optional<UnixSeconds>(Now + 100));
    QCOMPARE(queue.rowsDue("soon.test", Now), std::vector<QueueId>{id});

    queue.add("c@later.test"); // sooner than what was there
    QCOMPARE(queue.due(Now), (std::vector<std::string>{"later.test", "soon.test"}));
    QCOMPARE(queue.faults(), std::string());
}

void TstQueue::retriesComeLaterAndLaterUntilTheLifetimeEnds()
{
    Queue queue;
    const auto id = queue.add("a@away.test");
    std::vector<UnixSeconds> waits;
    UnixSeconds at = Now;
    for (int i = 0; i < 6; ++i) {
        const auto next = queue.defer(id, at);
        QVERIFY(next);
        waits.push_back(*next - at);
        at = *next;
    }
    QCOMPARE(waits, (std::vector<UnixSeconds>{300, 600, 1200, 2400, 4000, 4000}));
    const auto row = queue.row(id);
    QCOMPARE(row.attempts, 6);
    QCOMPARE(row.last_error, std::string("451 not now"));
    QCOMPARE(row.last_cause, std::string("dns_failed"));
    QCOMPARE(queue.due(at - 1), std::vector<std::string>{});
    QCOMPARE(queue.due(at), std::vector<std::string>{"away.test"});
    QCOMPARE(queue.defer(id + 1, at).error().code, Code::not_found);
}

void TstQueue::theLastTryIsAtTheEndOfTheLifetime()
{
    Queue queue;
    const auto id = queue.add("a@away.test");
    const UnixSeconds end = Now + Schedule.lifetime_seconds;
    QCOMPARE(queue.defer(id, end - 60).value(), end);
    QCOMPARE(queue.defer(id, end).error().code, Code::limit);
    QCOMPARE(queue.row(id).attempts, 1); // untouched by the refusal
}

void TstQueue::anUnreachableDestinationPutsBackAllThatIsDue()
{
    Queue queue;
    const auto old = queue.add("a@away.test", Now - Schedule.lifetime_seconds);
    const auto due = queue.add("b@away.test");
    const auto held = queue.add("c@away.test");
    const auto later = queue.add("d@away.test", Now + 50);
    const auto other = queue.add("e@there.test");
    queue.apply([&](QueueStore& q) { return q.hold({{held}, {}}); });
    const Attempt attempt{Now, "451 away", "connect_timeout"};
    QCOMPARE(queue.apply(
                 [&](QueueStore& q) { return q.deferDue("away.test", attempt, Schedule).changed; }),
             1);
    QCOMPARE(queue.row(due).next_try_at, Now + 300);
    QCOMPARE(queue.row(old).attempts, 0); // is to be bounced
    QCOMPARE(queue.row(held).attempts, 0);
    QCOMPARE(queue.row(later).attempts, 0);
    QCOMPARE(queue.row(other).attempts, 0);
}

void TstQueue::whatFailedForTheDestinationIsDueWhenItIsBack()
{
    Queue queue;
    const auto away = queue.add("a@away.test");
    const auto grey = queue.add("b@away.test");
    QVERIFY(queue.defer(away, Now, "connect_timeout"));
    QVERIFY(queue.defer(grey, Now, "refused"));
    QCOMPARE(queue.apply([](QueueStore& q) { return q.flush("away.test", Now + 10).changed; }), 1);
    QCOMPARE(queue.row(away).next_try_at, Now + 10);
    QCOMPARE(queue.row(grey).next_try_at, Now + 300);
}

void TstQueue::whatIsNotDueCostsNothing()
{
    Queue queue;
    const auto look = [&] { // as the runner does, in virtual machine steps of the engine
        return queue.run([](Stores& s) {
            std::int64_t found = 0;
            const auto begun = std::chrono::steady_clock::now();
            for (int i = 0; i < 200; ++i) {
                for (const auto& domain : s.destinations.due(Standing::unknown, Now, 100))
                    found += static_cast<std::int64_t>(s.queue.due(domain, Now, 100).size());
                s.destinations.nextDueAt(Standing::unknown, Now);
            }
            if (found != 200) qFatal("not what is due");
            return (std::chrono::steady_clock::now() - begun).count();
        });
    };
    queue.add("a@due.test");
    look();
    const auto alone = look();
    queue.run([](Stores& s) {
        const auto body = s.bodies.add({"x", {}, 1});
        for (int i = 0; i < 20'000; ++i)
            Queue::addRow(s, body, "a@later" + std::to_string(i / 4) + ".test", Now + 1 + i);
        for (int i = 0; i < 5'000; ++i) Queue::addRow(s, body, "b@due.test", Now + 1 + i);
        return 0;
    });
    const auto among_many = look();
    QVERIFY2(among_many < 5 * alone, // 25,000 rows more; a scan would take a thousand times longer
             qPrintable(QString("%1 against %2").arg(among_many).arg(alone)));
}

void TstQueue::rowsOfTheFirstVersionAreTakenOver()
{
    QTemporaryDir folder;
    const std::filesystem::path file = folder.path().toStdString() + "/store.db";
    db::Database db(file, db::Access::create);
    const auto steps = db::schemaSteps();
    QVERIFY(db::applySteps(db, file, steps.first(1)));
    db.execute("INSERT INTO bodies (refs, octets) VALUES (2, 1234)");
    for (const char* recipient : {"a", "b"})
        db.execute(std::string("INSERT INTO queue (body_id, sender, recipient, domain, queued_at,"
                               " attempts, next_try_at, last_error) VALUES (1, 'ann@relay.test', '")
                   + recipient + "@away.test', 'away.test', 5, 0, 7, 'not available')");
    QVERIFY(db::applySteps(db, file, steps));
    Stores stores(db);
    QCOMPARE(stores.destinations.due(Standing::unknown, 7, 10),
             std::vector<std::string>{"away.test"});
    const auto rows = stores.queue.due("away.test", 7, 10);
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].octets, 1234);
    QCOMPARE(rows[0].last_error, std::string());
}

/// The disk fails at each of its operations in turn: what the store said is done is there after
/// the power came back, and what it refused is as it was.
void TstQueue::aFailingDiskLosesNoRow()
{
    for (int operation = 1; operation < 60; ++operation) {
        PowerDisk disk(static_cast<unsigned>(operation));
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString() + "/data";
        bool is_added = false, is_deferred = false;
        const auto queueOne = [&](Stores& s) -> Result<QueueId> {
            return Queue::addRow(s, s.bodies.add({"x", {}, 1}), "a@away.test");
        };
        {
            auto store = StoreThread::open(path, {}, disk.medium()).value();
            disk.cutAfter(operation);
            auto add = queueOne;
            const auto id = store->writeNow(add, Promise::durable);
            is_added = id.has_value();
            auto defer = [&](Stores& s) -> Result<UnixSeconds> {
                return s.queue.defer(*id, {Now, "451 away", "dns_failed"}, Schedule);
            };
            if (id) is_deferred = store->writeNow(defer, Promise::durable).has_value();
        }
        disk.restart();
        auto store = StoreThread::open(path, {}, disk.medium()).value();
        Reader reader(path, disk.medium());
        const auto rows = reader->queue.list(10);
        if (is_added) QCOMPARE(rows.size(), std::size_t{1});
        if (is_deferred) QCOMPARE(rows[0].next_try_at, Now + 300);
        if (!rows.empty()) QVERIFY(reader->destinations.peer("away.test"));
    }
}

QTEST_GUILESS_MAIN(TstQueue)
#include "tst_queue.moc"
