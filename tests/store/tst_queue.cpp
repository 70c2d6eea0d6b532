// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/schema.h"
#include "power_disk.h"
#include "world.h"

#include <chrono>

using namespace roost;
using namespace roost::test;

namespace {

constexpr RetrySchedule Schedule{300, 4000, 172'800};

/// A store with a queue in it.
struct Queue : World {
    using World::World;

    QueueId add(const std::string& recipient, UnixSeconds at = Now, std::int64_t octets = 1)
    {
        return run([&](Stores& s) {
            return addRow(s, s.bodies.add({"x", {}, 1}), recipient, at, octets);
        });
    }
    static QueueId addRow(Stores& s,
                          BodyId body,
                          const std::string& recipient,
                          UnixSeconds at = Now,
                          std::int64_t octets = 1)
    {
        QueueRow row;
        row.body_id = body;
        row.sender = "ann@relay.test";
        row.recipient = recipient;
        row.domain = recipient.substr(recipient.find('@') + 1);
        row.octets = octets;
        row.queued_at = at;
        row.next_try_at = at;
        return s.queue.add(row);
    }
    Result<UnixSeconds> defer(QueueId id, UnixSeconds at, const std::string& cause = "dns_failed")
    {
        return attempt([&](Stores& s) -> Result<UnixSeconds> {
            const auto next = s.queue.defer(id, {at, "451 not now", cause}, Schedule);
            const auto domain = s.queue.find(id);
            if (domain) s.destinations.reschedule(domain->domain);
            return next;
        });
    }
    std::vector<std::string> due(UnixSeconds at, Standing standing = Standing::unknown)
    {
        return run([&](Stores& s) { return s.destinations.due(standing, at, 100); });
    }
    std::vector<QueueId> rowsDue(const std::string& domain, UnixSeconds at)
    {
        std::vector<QueueId> ids;
        for (const auto& row : run([&](Stores& s) { return s.queue.due(domain, at, 100); }))
            ids.push_back(row.id);
        return ids;
    }
    QueueRow row(QueueId id)
    {
        return run([&](Stores& s) { return s.queue.find(id).value(); });
    }
    std::vector<QueueRow> rows(const std::string& domain = {})
    {
        return run([&](Stores& s) { return s.queue.rows(domain, std::nullopt, 0, 100); });
    }
    /// Applies a verb to the rows or the domain.
    template <class Verb>
    std::int64_t apply(Verb verb)
    {
        return run([&](Stores& s) { return verb(s.queue); });
    }
};

} // namespace

class TstQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowMakesItsDestinationDue();
    void retriesComeLaterAndLaterUntilTheLifetimeEnds();
    void theLastTryIsAtTheEndOfTheLifetime();
    void anUnreachableDestinationPutsBackAllThatIsDue();
    void whatFailedForTheDestinationIsDueWhenItIsBack();
    void heldRowsAreLeftAloneUntilReleased();
    void whatIsDroppedCanBeRestoredForAWhile();
    void verbsWorkOnAWholeDestination();
    void aHoldRuleHoldsWhatComesLaterToo();
    void groupsAreByDestinationAndReason();
    void peersAreCountedAndForgotten();
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
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.deferDue("away.test", attempt, Schedule); }),
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
    QCOMPARE(queue.apply([](QueueStore& q) { return q.flush("away.test", Now + 10); }), 1);
    QCOMPARE(queue.row(away).next_try_at, Now + 10);
    QCOMPARE(queue.row(grey).next_try_at, Now + 300);
}

void TstQueue::heldRowsAreLeftAloneUntilReleased()
{
    Queue queue;
    const auto held = queue.add("a@away.test");
    const auto other = queue.add("b@away.test", Now + 50);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.hold({{held}, {}}); }), 1);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.hold({{held}, {}}); }), 0);
    QCOMPARE(queue.due(Now), std::vector<std::string>{});
    QCOMPARE(queue.rowsDue("away.test", Now + 50), std::vector<QueueId>{other});
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.retryNow({{held}, {}}, Now + 60); }), 0);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.release({{held}, {}}, Now + 60); }), 1);
    QCOMPARE(queue.rowsDue("away.test", Now + 60), (std::vector<QueueId>{other, held}));
}

void TstQueue::whatIsDroppedCanBeRestoredForAWhile()
{
    Queue queue;
    const auto gone = queue.add("a@away.test");
    const auto back = queue.add("b@away.test");
    queue.apply([&](QueueStore& q) { return q.hold({{back}, {}}); });
    const QueueSelection both{{gone, back}, {}};
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.drop(both, Now + 60); }), 2);
    QCOMPARE(queue.run([](Stores& s) { return s.queue.count(); }), 0);
    QCOMPARE(queue.rows().size(), std::size_t{0});
    QCOMPARE(queue.due(Now), std::vector<std::string>{});
    QCOMPARE(queue.run([](Stores& s) { return s.queue.dropped(10); }).size(), std::size_t{2});
    QCOMPARE(queue.run([](Stores& s) { return s.queue.nextEraseAt(); }),
             std::optional<UnixSeconds>(Now + 60));

    QCOMPARE(queue.apply([&](QueueStore& q) { return q.restore({{back}, {}}, Now); }), 1);
    QVERIFY(queue.row(back).state == QueueState::held); // as it was
    QCOMPARE(queue.apply([](QueueStore& q) { return q.eraseDropped(Now + 59, 10); }), 0);
    QCOMPARE(queue.apply([](QueueStore& q) { return q.eraseDropped(Now + 60, 10); }), 1);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.restore({{gone}, {}}, Now); }), 0);
    QCOMPARE(queue.count("bodies WHERE refs > 0"), 1);
    QCOMPARE(queue.faults(), std::string());
}

void TstQueue::verbsWorkOnAWholeDestination()
{
    Queue queue;
    const auto first = queue.add("a@away.test");
    queue.add("b@away.test");
    const auto other = queue.add("c@there.test");
    const QueueSelection away{{}, "away.test"};
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.hold(away); }), 2);
    QCOMPARE(queue.due(Now), std::vector<std::string>{"there.test"});
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.release(away, Now); }), 2);
    QVERIFY(queue.defer(first, Now));
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.retryNow(away, Now + 1); }), 2);
    QCOMPARE(queue.row(first).next_try_at, Now + 1);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.drop(away, Now + 9); }), 2);
    QCOMPARE(queue.rows().front().id, other);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.restore(away, Now); }), 2);
    QCOMPARE(queue.apply([&](QueueStore& q) { return q.drop({}, Now + 9); }), 0);
}

void TstQueue::aHoldRuleHoldsWhatComesLaterToo()
{
    Queue queue;
    queue.add("a@away.test");
    queue.run([](Stores& s) {
        s.destinations.setHoldRule({"away.test", Now + 100});
        s.destinations.setHoldRule({"never.test", HeldForever});
        return 0;
    });
    queue.add("b@away.test");
    queue.add("c@never.test");
    QCOMPARE(queue.due(Now + 1000), std::vector<std::string>{});
    QVERIFY(queue.run([](Stores& s) { return s.destinations.isHeld("never.test"); }));
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.nextHoldEnd(); }),
             std::optional<UnixSeconds>(Now + 100));
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.endHolds(Now + 99, 10); }), 0);
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.endHolds(Now + 100, 10); }), 1);
    QCOMPARE(queue.due(Now + 100), std::vector<std::string>{"away.test"});
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.holdRules(10); }).size(),
             std::size_t{1});
    QVERIFY(queue.run([](Stores& s) { return s.destinations.removeHoldRule("never.test"); }));
    QVERIFY(!queue.run([](Stores& s) { return s.destinations.removeHoldRule("never.test"); }));
    QCOMPARE(queue.due(Now).size(), std::size_t{2});
}

void TstQueue::groupsAreByDestinationAndReason()
{
    Queue queue;
    queue.run([](Stores& s) { // one message for two
        const auto body = s.bodies.add({"x", {}, 1});
        Queue::addRow(s, body, "a@away.test", Now - 5, 10);
        return Queue::addRow(s, body, "b@away.test", Now - 5, 10);
    });
    const auto third = queue.add("c@away.test", Now, 7);
    const auto grey = queue.add("d@away.test", Now, 3);
    QVERIFY(queue.defer(grey, Now, "refused"));
    queue.apply([&](QueueStore& q) { return q.hold({{third}, {}}); });

    const auto groups = queue.run([](Stores& s) { return s.queue.groups(10); });
    QCOMPARE(groups.size(), std::size_t{2});
    QCOMPARE(groups[0].cause, std::string());
    QCOMPARE(groups[0].messages, 2);
    QCOMPARE(groups[0].recipients, 3);
    QCOMPARE(groups[0].held, 1);
    QCOMPARE(groups[0].octets, 27);
    QCOMPARE(groups[0].oldest_at, Now - 5);
    QCOMPARE(groups[0].next_try_at, Now - 5);
    QCOMPARE(groups[1].cause, std::string("refused"));
    QCOMPARE(groups[1].last_error, std::string("451 not now"));
    QCOMPARE(groups[1].attempts, 1);
    QCOMPARE(groups[1].next_try_at, Now + 300);
    QVERIFY(!groups[1].is_destination_failing);

    const auto drilled = queue.run(
        [](Stores& s) { return s.queue.rows("away.test", std::string("refused"), 0, 10); });
    QCOMPARE(drilled.size(), std::size_t{1});
    QCOMPARE(drilled[0].id, grey);
    QCOMPARE(queue.run([&](Stores& s) { return s.queue.rows({}, std::nullopt, third, 10); }).size(),
             std::size_t{1});
}

void TstQueue::peersAreCountedAndForgotten()
{
    Queue queue;
    const auto id = queue.add("a@away.test");
    Visit good;
    good.at = Now;
    good.delivered = 2;
    good.latency_millis = 80;
    good.channel = "https";
    Visit bad;
    bad.at = Now + 5;
    bad.standing = Standing::failing;
    bad.deferred = 1;
    bad.error = "451 away";
    bad.cause = "connect_timeout";
    queue.run([&](Stores& s) {
        s.destinations.visited("away.test", good);
        good.latency_millis = 160;
        s.destinations.visited("away.test", good);
        s.destinations.visited("away.test", bad);
        return 0;
    });
    const auto peer = queue.run([](Stores& s) { return s.destinations.peer("away.test").value(); });
    QVERIFY(peer.standing == Standing::failing);
    QCOMPARE(peer.delivered, 4);
    QCOMPARE(peer.deferred, 1);
    QCOMPARE(peer.latency_millis, 90);
    QCOMPARE(peer.channel, std::string("https"));
    QCOMPARE(peer.last_success_at, Now);
    QCOMPARE(peer.last_failure_at, Now + 5);
    QCOMPARE(peer.last_cause, std::string("connect_timeout"));
    QCOMPARE(queue.due(Now, Standing::failing), std::vector<std::string>{"away.test"});

    const auto forget = [&](UnixSeconds at) {
        return queue.run([&](Stores& s) { return s.destinations.forgetOld(at); });
    };
    QCOMPARE(forget(Now + 31 * SecondsPerDay), 0); // mail waits for it
    queue.apply([&](QueueStore& q) { return std::int64_t{q.remove(id)}; });
    QCOMPARE(forget(Now + 29 * SecondsPerDay), 0);
    QCOMPARE(forget(Now + 31 * SecondsPerDay), 1);
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.peers(10); }).size(), std::size_t{0});
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
