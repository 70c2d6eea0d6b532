// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

using namespace roost;
using namespace roost::test;

class TstAccounts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewAccountHasAnInbox();
    void anAddressIsTakenUntilItsAccountIsErased();
    void statesFollowTheOperator();
    void lastSeenKnowsOnlyTheDay();
    void erasureLeavesNothing();
    void aRecreatedAddressGetsALargerUidValidity();
    void listIsSortedFilteredAndPaged();
};

namespace {

/// Whether all is gone.
bool erase(World& world, AccountId account, std::int64_t messages)
{
    return world.run([&](Stores& s) { return s.accounts.erase(account, messages).value(); });
}

} // namespace

void TstAccounts::aNewAccountHasAnInbox()
{
    World world;
    const Account made = world.account("ann@relay.test");
    const auto found = world.run([](Stores& s) { return s.accounts.find("ann@relay.test"); });
    QCOMPARE(found->id, made.id);
    QCOMPARE(found->password_hash, std::string("$y$hash"));
    QCOMPARE(found->created_at, Now);
    const Mailbox inbox = world.mailbox(found->inbox_id);
    QCOMPARE(inbox.name, std::string("INBOX"));
    QCOMPARE(inbox.account_id, made.id);
    QVERIFY(inbox.subscribed);
    QVERIFY(!world.run([](Stores& s) { return s.accounts.find("bob@relay.test"); }));
    QCOMPARE(world.faults(), std::string());
}

void TstAccounts::anAddressIsTakenUntilItsAccountIsErased()
{
    World world;
    const auto again = [](Stores& s) { return s.accounts.create("ann@relay.test", "other", Now); };
    const Account ann = world.account("ann@relay.test");
    QCOMPARE(world.attempt(again).error().code, Code::exists);
    QVERIFY(world.attempt([&](Stores& s) { return s.accounts.markDeleted(ann.id, Now + 10); }));
    QCOMPARE(world.attempt(again).error().code, Code::exists);
    const auto due = [&](UnixSeconds at) {
        return world.run([&](Stores& s) { return s.accounts.dueForErasure(at, 10); });
    };
    QVERIFY(due(Now + 9).empty());
    QCOMPARE(due(Now + 10), std::vector<AccountId>{ann.id});
    QVERIFY(erase(world, ann.id, 1));
    const auto recreated = world.attempt(again);
    QVERIFY(recreated);
    QVERIFY(recreated->id > ann.id); // a session that knows the old id meets nobody
}

void TstAccounts::statesFollowTheOperator()
{
    World world;
    const AccountId id = world.account("ann@relay.test").id;
    const auto state = [&] {
        return world.run([&](Stores& s) { return s.accounts.get(id)->state; });
    };
    const auto block = [&](Stores& s) { return s.accounts.setBlocked(id, true); };
    const auto restore = [&](Stores& s) { return s.accounts.restore(id); };
    QVERIFY(world.attempt(block));
    QCOMPARE(state(), AccountState::blocked);
    QCOMPARE(world.attempt(restore).error().code, Code::denied);
    QVERIFY(world.attempt([&](Stores& s) { return s.accounts.markDeleted(id, Now); }));
    QCOMPARE(world.attempt(block).error().code, Code::denied);
    QCOMPARE(state(), AccountState::deleted);
    QVERIFY(world.attempt(restore));
    QCOMPARE(state(), AccountState::blocked); // as it was
    const auto missing = [](Stores& s) { return s.accounts.setPasswordHash(99, "x"); };
    QCOMPARE(world.attempt(missing).error().code, Code::not_found);
}

void TstAccounts::lastSeenKnowsOnlyTheDay()
{
    World world;
    const AccountId id = world.account("ann@relay.test").id;
    const auto see = [&](UnixSeconds at) {
        world.told();
        QVERIFY(
            world.attempt([&](Stores& s) { return s.accounts.seen(id, at); }, Promise::relaxed));
        return;
    };
    see(Now);
    const auto day = Now - Now % SecondsPerDay;
    QCOMPARE(world.run([&](Stores& s) { return s.accounts.get(id)->last_seen_at; }), day);
    QCOMPARE(world.told().size(), std::size_t{1});
    see(day + SecondsPerDay - 1);
    QVERIFY(world.told().empty()); // the same day: nothing is written
    see(day + SecondsPerDay);
    QCOMPARE(world.told().size(), std::size_t{1});
}

void TstAccounts::erasureLeavesNothing()
{
    World world;
    const Account ann = world.account("ann@relay.test");
    const Account bob = world.account("bob@relay.test");
    world.deliver(ann.inbox_id, "for ann alone");
    world.run([&](Stores& s) {
        const auto body = s.bodies.add({"for both", {}, 8});
        const NewMessage message{body, 8, Now, 0, {}};
        s.messages.append(ann.inbox_id, message).value();
        s.messages.append(bob.inbox_id, message).value();
        s.tokens.add(ann.id, "token", Now).value();
        return s.mailboxes.create(ann.id, "Archive").value();
    });
    QVERIFY(!erase(world, ann.id, 1)); // one message of two
    QCOMPARE(world.count("messages"), 2);
    QCOMPARE(world.faults(), std::string());
    QVERIFY(erase(world, ann.id, 10));
    QVERIFY(world.thread().tidy());
    QCOMPARE(world.count("accounts"), 1);
    QCOMPARE(world.count("mailboxes"), 1);
    QCOMPARE(world.count("messages"), 1);
    QCOMPARE(world.count("bodies"), 1); // bob still refers to it
    QCOMPARE(world.count("tokens"), 0);
    QCOMPARE(world.faults(), std::string());
}

void TstAccounts::aRecreatedAddressGetsALargerUidValidity()
{
    World world;
    const Account first = world.account("ann@relay.test");
    const auto before = world.mailbox(first.inbox_id).uid_validity;
    QVERIFY(erase(world, first.id, 1));
    world.stop();
    world.start();
    const Account second = world.account("ann@relay.test");
    QVERIFY(world.mailbox(second.inbox_id).uid_validity > before);
    QVERIFY(second.inbox_id != first.inbox_id);
}

void TstAccounts::listIsSortedFilteredAndPaged()
{
    World world;
    for (const char* name : {"cy", "ann", "bob"}) {
        const Account made = world.account(std::string(name) + "@relay.test");
        for (std::size_t i = 0; i < std::string_view(name).size(); ++i)
            world.deliver(made.inbox_id, std::string(*name == 'b' ? 100 : 1, 'x'));
    }
    const auto names = [&](AccountQuery query) {
        std::string text;
        const auto page = world.run([&](Stores& s) { return s.accounts.list(query).value(); });
        for (const auto& row : page.rows)
            text += row.account.address.substr(0, row.account.address.find('@')) + " ";
        return text + std::to_string(page.total);
    };
    QCOMPARE(names({}), std::string("ann bob cy 3"));
    QCOMPARE(names({.filter = {}, .sort = "octets", .descending = true, .offset = 0, .limit = 2}),
             std::string("bob ann 3"));
    QCOMPARE(
        names({.filter = {}, .sort = "messages", .descending = false, .offset = 0, .limit = 1}),
        std::string("cy 3"));
    QCOMPARE(
        names({.filter = "B@RE", .sort = "address", .descending = false, .offset = 0, .limit = 9}),
        std::string("bob 1"));
    QCOMPARE(
        names({.filter = "%", .sort = "address", .descending = false, .offset = 0, .limit = 9}),
        std::string("0"));
    QCOMPARE(names({.filter = {}, .sort = "address", .descending = true, .offset = 1, .limit = 9}),
             std::string("bob ann 3"));
    const auto sums = world.run([](Stores& s) { return s.accounts.list({}).value().rows[1]; });
    QCOMPARE(sums.messages, 3);
    QCOMPARE(sums.octets, 300);
    const auto bad = [&](AccountQuery query) {
        return world.attempt([&](Stores& s) { return s.accounts.list(query); }).error().code;
    };
    AccountQuery query;
    query.sort = "address; DROP TABLE accounts";
    QCOMPARE(bad(query), Code::invalid);
    query = {};
    query.limit = 1001;
    QCOMPARE(bad(query), Code::invalid);
}

QTEST_GUILESS_MAIN(TstAccounts)
#include "tst_accounts.moc"
