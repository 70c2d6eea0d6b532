// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue_world.h"

using namespace roost;
using namespace roost::test;

/// What an operator sees of the queue and does to it.
class TstQueueVerbs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void heldRowsAreLeftAloneUntilReleased();
    void whatIsDroppedCanBeRestoredForAWhile();
    void verbsWorkOnAWholeDestination();
    void aHoldRuleHoldsWhatComesLaterToo();
    void groupsAreByDestinationAndReason();
    void peersAreCountedAndForgotten();
};

void TstQueueVerbs::heldRowsAreLeftAloneUntilReleased()
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

void TstQueueVerbs::whatIsDroppedCanBeRestoredForAWhile()
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

void TstQueueVerbs::verbsWorkOnAWholeDestination()
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

void TstQueueVerbs::aHoldRuleHoldsWhatComesLaterToo()
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

void TstQueueVerbs::groupsAreByDestinationAndReason()
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

void TstQueueVerbs::peersAreCountedAndForgotten()
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
    queue.run([](Stores& s) {
        s.destinations.countDeferred("away.test", 7);
        return 0;
    });
    QCOMPARE(queue.run([](Stores& s) { return s.destinations.peer("away.test")->deferred; }), 8);
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

QTEST_GUILESS_MAIN(TstQueueVerbs)
#include "tst_queue_verbs.moc"
