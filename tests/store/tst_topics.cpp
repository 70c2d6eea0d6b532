// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

using namespace roost;
using namespace roost::test;

class TstTopics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void queueRowsComeSoonestFirst();
    void tokensLiveNinetyDays();
    void tokensAreLimited();
    void settingsAreTextByName();
    void activityComesNewestFirst();
    void addressesOfActivityAreForgotten();
};

void TstTopics::queueRowsComeSoonestFirst()
{
    World world;
    const auto add = [&](const std::string& recipient, UnixSeconds at) {
        return world.run([&](Stores& s) {
            QueueRow row;
            row.body_id = s.bodies.add({"x", {}, 1});
            row.sender = "ann@relay.test";
            row.recipient = recipient;
            row.domain = "away.test";
            row.queued_at = Now;
            row.next_try_at = at;
            return s.queue.add(row);
        });
    };
    const auto later = add("later@away.test", Now + 10);
    const auto sooner = add("sooner@away.test", Now);
    QVERIFY(sooner > later);
    QVERIFY(world.told().back().queue);
    const auto rows = world.run([](Stores& s) { return s.queue.list(10); });
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].recipient, std::string("sooner@away.test"));
    QCOMPARE(rows[1].next_try_at, Now + 10);
    QCOMPARE(rows[1].sender, std::string("ann@relay.test"));
    QCOMPARE(world.run([](Stores& s) { return s.queue.count(); }), 2);
    QCOMPARE(world.faults(), std::string());
}

void TstTopics::tokensLiveNinetyDays()
{
    World world;
    const AccountId ann = world.account("ann@relay.test").id;
    constexpr auto Lifetime = 90 * SecondsPerDay;
    const auto add = [&](const std::string& token, UnixSeconds at) {
        return world.attempt([&](Stores& s) { return s.tokens.add(ann, token, at); });
    };
    const auto live = [&](UnixSeconds at) {
        std::string text;
        for (const auto& token : world.run([&](Stores& s) { return s.tokens.live(ann, at); }))
            text += token + " ";
        return text;
    };
    QVERIFY(add("a", Now));
    QVERIFY(add("b", Now + 5));
    QVERIFY(add("b", Now + 5)); // the identical string is one
    QCOMPARE(live(Now + 5), std::string("a b "));
    QCOMPARE(live(Now + Lifetime), std::string("b "));
    QCOMPARE(live(Now - 55), std::string("a ")); // b: 60 s ahead of the clock
    QVERIFY(add("a", Now + Lifetime - 1));       // refreshed
    QCOMPARE(live(Now + Lifetime + 10), std::string("a "));
    world.run([&](Stores& s) {
        s.tokens.remove(ann, "a");
        return 0;
    });
    QCOMPARE(live(Now + Lifetime + 10), std::string());
    const auto nobody = [](Stores& s) { return s.tokens.add(99, "x", Now); };
    QCOMPARE(world.attempt(nobody).error().code, Code::not_found);
}

void TstTopics::tokensAreLimited()
{
    World world;
    const AccountId ann = world.account("ann@relay.test").id;
    const auto add = [&](const std::string& token, UnixSeconds at) {
        const auto done = world.attempt([&](Stores& s) { return s.tokens.add(ann, token, at); });
        return done ? std::string("added") : std::string(codeName(done.error().code));
    };
    for (int i = 0; i < 32; ++i) QCOMPARE(add("t" + std::to_string(i), Now), std::string("added"));
    QCOMPARE(add("one more", Now), std::string("limit"));
    QCOMPARE(add("t7", Now), std::string("added")); // known already
    QCOMPARE(add(std::string(8193, 't'), Now), std::string("limit"));
    QCOMPARE(add("one more", Now + 91 * SecondsPerDay), std::string("added")); // the others ended
    QCOMPARE(world.count("tokens"), 1);
}

void TstTopics::settingsAreTextByName()
{
    World world;
    world.run([](Stores& s) {
        s.settings.set("a", "1");
        s.settings.set("b", "");
        s.settings.set("a", "2");
        return 0;
    });
    QVERIFY(world.told().back().settings);
    using Map = std::map<std::string, std::string>;
    QCOMPARE(world.run([](Stores& s) { return s.settings.all(); }), (Map{{"a", "2"}, {"b", ""}}));
    const auto reset = [](Stores& s) {
        s.settings.reset("a");
        return 0;
    };
    world.run(reset);
    QCOMPARE(world.run([](Stores& s) { return s.settings.all(); }), (Map{{"b", ""}}));
    world.told();
    world.run(reset);
    QVERIFY(world.told().empty());
}

void TstTopics::activityComesNewestFirst()
{
    World world;
    for (int i = 1; i <= 5; ++i)
        world.run([&](Stores& s) {
            return s.activity.add(
                {0, Now + i, "root", "setting_set", "name" + std::to_string(i), "old", "new"});
        });
    QVERIFY(world.told().back().activity);
    const auto newest = world.run([](Stores& s) { return s.activity.list(0, 2); });
    QCOMPARE(newest.size(), std::size_t{2});
    QCOMPARE(newest[0].subject, std::string("name5"));
    QCOMPARE(newest[0].from, std::string("old"));
    QCOMPARE(newest[0].to, std::string("new"));
    const auto rest = world.run([&](Stores& s) { return s.activity.list(newest[1].id, 10); });
    QCOMPARE(rest.size(), std::size_t{3});
    QCOMPARE(rest[0].subject, std::string("name3"));
}

void TstTopics::addressesOfActivityAreForgotten()
{
    World world;
    world.run([](Stores& s) {
        s.activity.add({0, Now, "root", "user_block", "ann@relay.test", {}, {}});
        s.activity.add({0, Now, "root", "setting_set", "log_level", {}, {}});
        s.activity.add({0, Now + 9, "root", "user_block", "bob@relay.test", {}, {}});
        s.activity.forgetAddresses(Now + 5);
        return 0;
    });
    const auto rows = world.run([](Stores& s) { return s.activity.list(0, 10); });
    QCOMPARE(rows[0].subject, std::string("bob@relay.test"));
    QCOMPARE(rows[1].subject, std::string("log_level"));
    QCOMPARE(rows[2].subject, std::string());
    QCOMPARE(rows[2].what, std::string("user_block"));
}

QTEST_GUILESS_MAIN(TstTopics)
#include "tst_topics.moc"
