// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/control_world.h"

#include <QTest>

using namespace roost;
using test::ControlWorld;

class TstUsers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAreSortedAndFiltered();
    void devicesAreCounted();
    void blockedUserCannotLogIn();
    void deletedUserCanBeRestored();
    void deletedUserMayStayAway();
    void unknownUserIsNotFound();
    void pageOutOfRangeIsRefused_data();
    void pageOutOfRangeIsRefused();
};

namespace {

/// Has the users ann......, bob...... and eve......, created a day apart.
struct Relay : ControlWorld {
    Relay() : ControlWorld(test::relaySettings())
    {
        for (const auto name : {"bobbobbob", "annannann", "eveeveeve"}) {
            created = created && login(name);
            world.clock.pass(std::chrono::hours(24));
        }
        started = created && start();
    }
    Result<accounts::Login> login(const std::string& name)
    {
        store::Reader own(world.path());
        return test::run(
            world.accounts->login(own.stores(), name + "@relay.test", "a password", {}));
    }
    bool created = true;
    bool started = false;
};

std::vector<std::string> names(ctl::Client& client, const api::UserList::Params& params)
{
    std::vector<std::string> result;
    const auto page = client.call<api::UserList>(params);
    for (const auto& user : page->users) result.push_back(user.address.substr(0, 3));
    return result;
}

api::User user(ctl::Client& client, const std::string& name)
{
    api::UserList::Params params;
    params.filter = name;
    return client.call<api::UserList>(params)->users.at(0);
}

api::UserBlock::Params called(const std::string& name)
{
    api::UserBlock::Params params;
    params.address = name + "@Relay.Test";
    return params;
}

api::UserDelete::Params deletion(const std::string& name, bool keep_closed = false)
{
    api::UserDelete::Params params;
    params.address = name + "@Relay.Test";
    params.keep_closed = keep_closed;
    return params;
}

using Names = std::vector<std::string>;

} // namespace

void TstUsers::pagesAreSortedAndFiltered()
{
    Relay relay;
    QVERIFY(relay.started);
    auto client = relay.connect();
    api::UserList::Params params;
    QCOMPARE(names(client, params), (Names{"ann", "bob", "eve"}));
    params.sort = api::UserSort::created_at;
    params.descending = true;
    QCOMPARE(names(client, params), (Names{"eve", "ann", "bob"}));
    params.limit = 1;
    params.offset = 1;
    QCOMPARE(names(client, params), (Names{"ann"}));
    QCOMPARE(client.call<api::UserList>(params)->total, 3);
    params = {};
    params.filter = "EVE";
    QCOMPARE(names(client, params), (Names{"eve"}));
}

void TstUsers::devicesAreCounted()
{
    Relay relay;
    auto client = relay.connect();
    QCOMPARE(user(client, "ann").devices, 0);
    const auto login = relay.login("annannann");
    auto session = relay.world.accounts->registerSession(login->account_id, [] {});
    QCOMPARE(user(client, "ann").devices, 1);
    session.reset();
    QCOMPARE(user(client, "ann").devices, 0);
}

void TstUsers::blockedUserCannotLogIn()
{
    Relay relay;
    auto client = relay.connect();
    QVERIFY(client.call<api::UserBlock>(called("annannann")));
    QVERIFY(user(client, "ann").state == api::UserState::blocked);
    QVERIFY(!relay.login("annannann"));
    QVERIFY(client.call<api::UserUnblock>(called("annannann")));
    QVERIFY(relay.login("annannann"));

    const auto rows = client.call<api::ActivityList>({})->entries;
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[1].what, std::string("user_block"));
    QCOMPARE(rows[1].subject, std::string("annannann@relay.test"));
    QCOMPARE(rows[1].who, std::string("ann"));
}

void TstUsers::deletedUserCanBeRestored()
{
    Relay relay;
    auto client = relay.connect();
    const auto deleted = client.call<api::UserDelete>(deletion("bobbobbob"));
    QVERIFY(deleted);
    QCOMPARE(deleted->erase_at, relay.world.clock.now() + 86400);
    const auto shown = user(client, "bob");
    QVERIFY(shown.state == api::UserState::deleted);
    QVERIFY(shown.erase_at == deleted->erase_at);
    QVERIFY(!relay.login("bobbobbob"));
    QVERIFY(client.call<api::UserRestore>(called("bobbobbob")));
    QVERIFY(relay.login("bobbobbob"));
    const auto twice = client.call<api::UserRestore>(called("bobbobbob"));
    QVERIFY(!twice && twice.error().code == Code::denied);
}

void TstUsers::deletedUserMayStayAway()
{
    Relay relay;
    auto client = relay.connect();
    QVERIFY(client.call<api::UserDelete>(deletion("bobbobbob", true)));
    relay.world.clock.pass(std::chrono::hours(25));
    QVERIFY(test::run(relay.world.accounts->eraseDue(relay.world.reader->stores())));
    QVERIFY(client.call<api::UserRestore>(called("bobbobbob")).error().code == Code::not_found);
    QVERIFY(!relay.login("bobbobbob"));
    QVERIFY(relay.login("newnewnew"));
}

void TstUsers::unknownUserIsNotFound()
{
    Relay relay;
    auto client = relay.connect();
    QVERIFY(client.call<api::UserBlock>(called("nobody")).error().code == Code::not_found);
    QVERIFY(client.call<api::UserUnblock>(called("nobody")).error().code == Code::not_found);
    QVERIFY(client.call<api::UserDelete>(deletion("nobody")).error().code == Code::not_found);
    QVERIFY(client.call<api::UserRestore>(called("nobody")).error().code == Code::not_found);
    QVERIFY(client.call<api::ActivityList>({})->entries.empty());
}

void TstUsers::pageOutOfRangeIsRefused_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<int>("filter");
    QTest::newRow("no rows") << qint64(0) << qint64(0) << 0;
    QTest::newRow("too many") << qint64(0) << qint64(1001) << 0;
    QTest::newRow("before the first") << qint64(-1) << qint64(1) << 0;
    QTest::newRow("long filter") << qint64(0) << qint64(1) << 321;
}

void TstUsers::pageOutOfRangeIsRefused()
{
    QFETCH(qint64, offset);
    QFETCH(qint64, limit);
    QFETCH(int, filter);
    ControlWorld world;
    QVERIFY(world.start());
    api::UserList::Params params;
    params.offset = offset;
    params.limit = limit;
    params.filter = std::string(static_cast<std::size_t>(filter), 'a');
    const auto refused = world.connect().call<api::UserList>(params);
    QVERIFY(!refused && refused.error().code == Code::invalid);
}

QTEST_GUILESS_MAIN(TstUsers)
#include "tst_users.moc"
