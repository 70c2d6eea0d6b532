// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue_world.h"

#include <QTest>

#include <sqlite3.h>

#include <functional>

using namespace roost::store;
using namespace roost::test;

/// A destination that 100,000 recipients wait for. What it costs is told in steps of the engine's
/// virtual machine, which no busy machine changes: some dozens for each row that is visited.
class TstLongQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void listingAPageVisitsItsRowsAlone();
    void groupsAreListedFromSums();
    void anUnreachableDestinationIsPutBackInSteps();
    void whatWaitedForItIsFlushedInSteps();
    void verbsTakeItInParts();
    void whatComesMeanwhileIsNoPartOfIt();
    void cleanupTestCase() { queue_.reset(); }

private:
    static constexpr std::int64_t Rows = 100'000;
    static constexpr std::int64_t StepsPerRow = 400; // generous; a scan would cost millions
    static constexpr auto Domain = "long.test";

    std::int64_t costOf(std::function<void(Stores&)> job);
    std::int64_t verb(std::function<std::int64_t(QueueStore&, const QueueSelection&)> change,
                      bool of_dropped = false);
    std::unique_ptr<Queue> queue_;
};

namespace {

std::int64_t machineSteps(Stores& stores)
{
    std::int64_t steps = 0;
    for (auto* each = sqlite3_next_stmt(stores.db.handle(), nullptr); each != nullptr;
         each = sqlite3_next_stmt(stores.db.handle(), each))
        steps += sqlite3_stmt_status(each, SQLITE_STMTSTATUS_VM_STEP, 1);
    return steps;
}

} // namespace

/// What a job costs, run as one.
std::int64_t TstLongQueue::costOf(std::function<void(Stores&)> job)
{
    return queue_->run([&](Stores& stores) {
        machineSteps(stores);
        job(stores);
        return machineSteps(stores);
    });
}

/// Applies a verb to the whole destination, as the control interface does; how many rows it
/// changed.
std::int64_t
TstLongQueue::verb(std::function<std::int64_t(QueueStore&, const QueueSelection&)> change,
                   bool of_dropped)
{
    QueueSelection rest{{}, Domain};
    std::int64_t changed = 0;
    std::int64_t dearest = 0;
    while (!rest.isEmpty()) {
        const auto cost = costOf([&](Stores& stores) {
            const auto part = stores.queue.takePart(rest, of_dropped);
            changed += change(stores.queue, part);
        });
        dearest = std::max(dearest, cost);
    }
    if (dearest > QueueRowsPerStep * StepsPerRow) qWarning("a part took %lld", qlonglong(dearest));
    return dearest > QueueRowsPerStep * StepsPerRow ? -1 : changed;
}

void TstLongQueue::initTestCase()
{
    queue_ = std::make_unique<Queue>();
    queue_->add("a@other.test");
    const auto first = queue_->add(std::string("first@") + Domain, Now - 10, 3);
    queue_->run([&](Stores& stores) {
        const auto row = stores.queue.find(first).value();
        stores.db
            .statement("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n"
                       " WHERE i < :rows) INSERT INTO queue (body_id, sender, recipient, domain,"
                       " octets, queued_at, attempts, next_try_at, last_error)"
                       " SELECT :body, '', i || '@long.test', :domain, 3, :at, 0, :at, '' FROM n")
            .bind(":rows", Rows)
            .bind(":body", row.body_id)
            .bind(":domain", Domain)
            .bind(":at", Now)
            .run();
        stores.db.statement("UPDATE bodies SET refs = :rows WHERE id = :body")
            .bind(":rows", Rows)
            .bind(":body", row.body_id)
            .run();
        return 0;
    });
}

void TstLongQueue::listingAPageVisitsItsRowsAlone()
{
    for (const auto& cause : {std::optional<std::string>(), std::optional<std::string>("")}) {
        const auto cost = costOf([&](Stores& stores) {
            const auto rows = stores.queue.rows(Domain, cause, Rows / 2, 100);
            QCOMPARE(rows.size(), std::size_t{100});
            QVERIFY(rows.front().id > Rows / 2 && rows.front().id < rows.back().id);
        });
        QVERIFY2(cost < 100 * StepsPerRow, qPrintable(QString::number(cost)));
    }
}

void TstLongQueue::groupsAreListedFromSums()
{
    const auto cost = costOf([&](Stores& stores) {
        const auto groups = stores.queue.groups(1000);
        QCOMPARE(groups.size(), std::size_t{2});
        QCOMPARE(groups[0].domain, std::string(Domain));
        QCOMPARE(groups[0].recipients, Rows);
        QCOMPARE(groups[0].octets, Rows * 3);
        QCOMPARE(groups[0].oldest_at, Now - 10);
        QCOMPARE(groups[0].next_try_at, Now - 10);
        QCOMPARE(groups[1].messages, 1);
        QCOMPARE(stores.queue.count(), Rows + 1);
    });
    QVERIFY2(cost < 10 * StepsPerRow, qPrintable(QString::number(cost)));
}

void TstLongQueue::anUnreachableDestinationIsPutBackInSteps()
{
    const Attempt attempt{Now, "451 away", "connect_timeout"};
    QueueStep step{0, QueuePlace()};
    std::int64_t changed = 0;
    while (step.rest) {
        const auto cost = costOf([&](Stores& stores) {
            step = stores.queue.deferDue(Domain, attempt, Schedule, *step.rest);
        });
        QVERIFY2(cost < QueueRowsPerStep * StepsPerRow, qPrintable(QString::number(cost)));
        QVERIFY(step.changed <= QueueRowsPerStep);
        changed += step.changed;
    }
    QCOMPARE(changed, Rows);
    QCOMPARE(queue_->rowsDue(Domain, Now).size(), std::size_t{0});
    const auto groups = queue_->run([](Stores& s) { return s.queue.groups(10); });
    QCOMPARE(groups[0].cause, std::string("connect_timeout"));
    QCOMPARE(groups[0].recipients, Rows);
    QCOMPARE(groups[0].attempts, 1);
    QCOMPARE(groups[0].last_error, std::string("451 away"));
}

void TstLongQueue::whatWaitedForItIsFlushedInSteps()
{
    QueueStep step{0, QueuePlace()};
    std::int64_t changed = 0;
    while (step.rest) {
        const auto cost =
            costOf([&](Stores& stores) { step = stores.queue.flush(Domain, Now + 1, *step.rest); });
        QVERIFY2(cost < QueueRowsPerStep * StepsPerRow, qPrintable(QString::number(cost)));
        changed += step.changed;
    }
    QCOMPARE(changed, Rows);
    QCOMPARE(queue_->rowsDue(Domain, Now + 1).size(), std::size_t{100});
}

void TstLongQueue::verbsTakeItInParts()
{
    const auto retry = [](QueueStore& q, const QueueSelection& part) {
        return q.retryNow(part, Now + 2);
    };
    const auto hold = [](QueueStore& q, const QueueSelection& part) { return q.hold(part); };
    const auto drop = [](QueueStore& q, const QueueSelection& part) {
        return q.drop(part, Now + 100);
    };
    const auto restore = [](QueueStore& q, const QueueSelection& part) {
        return q.restore(part, Now + 3);
    };
    const auto release = [](QueueStore& q, const QueueSelection& part) {
        return q.release(part, Now + 3);
    };
    QCOMPARE(verb(retry), Rows);
    QCOMPARE(verb(hold), Rows);
    QCOMPARE(queue_->run([](Stores& s) { return s.queue.groups(1).front().held; }), Rows);
    QCOMPARE(verb(retry), 0);
    QCOMPARE(verb(drop), Rows);
    QCOMPARE(queue_->run([](Stores& s) { return s.queue.count(); }), 1);
    QVERIFY(queue_->rows(Domain).empty());
    QCOMPARE(verb(restore, true), Rows);
    QCOMPARE(verb(release), Rows);
    QCOMPARE(queue_->row(1).next_try_at, Now); // the other destination's
    QCOMPARE(queue_->run([](Stores& s) { return s.queue.count(); }), Rows + 1);
}

void TstLongQueue::whatComesMeanwhileIsNoPartOfIt()
{
    QueueSelection rest{{}, Domain};
    queue_->run([&](Stores& s) { return s.queue.hold(s.queue.takePart(rest)); });
    const auto late = queue_->add(std::string("late@") + Domain, Now + 1000);
    while (!rest.isEmpty())
        queue_->run([&](Stores& s) { return s.queue.hold(s.queue.takePart(rest)); });
    QVERIFY(queue_->row(late - 1).state == QueueState::held);
    QVERIFY(queue_->row(late).state == QueueState::waits);
}

QTEST_GUILESS_MAIN(TstLongQueue)
#include "tst_long_queue.moc"
