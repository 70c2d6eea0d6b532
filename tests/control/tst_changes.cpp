// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/control_world.h"

#include <QTest>

#include <map>

using namespace roost;
using test::ControlWorld;
using test::RawClient;

class TstChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setupStartsTheRelayOnce();
    void setupRefusesBadParameters_data();
    void setupRefusesBadParameters();
    void setupThatCannotListenIsUndone();
    void invitesExistAfterSetup();
    void changeIsStoredInForceAndRemembered();
    void severalChangesAreOne();
    void badChangeChangesNothing_data();
    void badChangeChangesNothing();
    void changeTheRelayRefusesIsUndone();
    void defaultIsNotStored();
    void revertGoesToTheDefault();
    void revertUndoesOneChange();
    void revertOfWhatIsNoSettingIsRefused();
    void changesAtTheSameTimeAreAllMade();
};

namespace {

using Stored = std::map<std::string, std::string>;

Result<api::SettingSet::Reply> set(ctl::Client& client, std::vector<api::SettingChange> changes)
{
    api::SettingSet::Params params;
    params.changes = std::move(changes);
    return client.call<api::SettingSet>(params);
}

Result<api::SetupApply::Reply> setUp(ctl::Client& client, const std::string& domain)
{
    api::SetupApply::Params params;
    params.domain = domain;
    params.listen = {"127.0.0.1", "::1"};
    params.port_offset = 20000;
    return client.call<api::SetupApply>(params);
}

std::vector<api::Activity> activity(ctl::Client& client)
{
    return client.call<api::ActivityList>({})->entries;
}

/// What is on disk, seen by a connection of its own.
Stored stored(const ControlWorld& world)
{
    store::Reader reader(world.world.path());
    return reader->settings.all();
}

} // namespace

void TstChanges::setupStartsTheRelayOnce()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    QVERIFY(!client.call<api::SetupStatus>({})->configured);

    const auto done = setUp(client, "Relay.Test");
    QVERIFY2(done, done ? "" : done.error().detail.c_str());
    QVERIFY(done->listeners == world.relay.listeners());
    QVERIFY(world.relay.applied == std::vector<std::string>{"relay.test"});
    const auto status = client.call<api::SetupStatus>({});
    QVERIFY(status->configured && status->domain == "relay.test");
    QVERIFY(status->state == api::RelayState::running);
    const Stored expected = {{"mail_domain", "relay.test"},
                             {"listen_addresses", "127.0.0.1 ::1"},
                             {"port_offset", "20000"}};
    QVERIFY(stored(world) == expected);

    const auto again = setUp(client, "other.test");
    QVERIFY(!again && again.error().code == Code::exists);
    QVERIFY(again.error().detail.find("relay.test") != std::string::npos);
    QCOMPARE(world.relay.applied.size(), std::size_t(1));
    const auto overview = client.call<api::OverviewGet>({})->overview;
    QVERIFY(overview.configured && overview.domain == "relay.test");
    QVERIFY(overview.invite_link.starts_with("dclogin:"));
}

void TstChanges::setupRefusesBadParameters_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("culprit");
    QTest::newRow("nothing") << "{}"
                             << "mail_domain: ";
    QTest::newRow("bad domain") << R"({"domain":"a b"})"
                                << "mail_domain: ";
    QTest::newRow("bad address") << R"({"domain":"a.test","listen":["localhost"]})"
                                 << "listen_addresses: ";
    QTest::newRow("no text") << R"({"domain":"a.test","listen":[1]})"
                             << "params.listen[0]: ";
    QTest::newRow("bad tls") << R"({"domain":"a.test","tls_mode":"none"})"
                             << "tls_mode: ";
    QTest::newRow("offset") << R"({"domain":"a.test","port_offset":-1})"
                            << "port_offset: ";
    QTest::newRow("offset too far") << R"({"domain":"a.test","port_offset":70000})"
                                    << "port_offset: ";
}

void TstChanges::setupRefusesBadParameters()
{
    QFETCH(QString, json);
    QFETCH(QString, culprit);
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    client.send(R"({"jsonrpc":"2.0","id":1,"method":"setup_apply","params":)" + json.toStdString()
                + "}\n");
    const auto message = client.message();
    QVERIFY(message.error && message.error->code == Code::invalid);
    QVERIFY2(message.error->detail.starts_with(culprit.toStdString()),
             message.error->detail.c_str());
    QVERIFY(world.relay.applied.empty());
    QVERIFY(stored(world).empty());
}

void TstChanges::setupThatCannotListenIsUndone()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    world.relay.answer = Error(Code::exists, "port 20993 is in use");
    const auto refused = setUp(client, "relay.test");
    QVERIFY(!refused);
    QVERIFY(refused.error() == Error(Code::exists, "port 20993 is in use"));
    QVERIFY(stored(world).empty());
    QVERIFY(!client.call<api::SetupStatus>({})->configured);
    QVERIFY(activity(client).empty());

    world.relay.answer = Result<>();
    QVERIFY(setUp(client, "relay.test"));
    QVERIFY(client.call<api::SetupStatus>({})->configured);
    QCOMPARE(activity(client).size(), std::size_t(3));
}

void TstChanges::invitesExistAfterSetup()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    const auto early = client.call<api::InviteGet>({});
    QVERIFY(!early && early.error().code == Code::unavailable);
    QVERIFY(setUp(client, "relay.test"));
    const auto first = client.call<api::InviteGet>({});
    const auto second = client.call<api::InviteGet>({});
    QVERIFY(first->link.starts_with("dclogin:") && first->for_one_person);
    QVERIFY(first->reachable_only_here);
    QVERIFY(first->link != second->link);
}

void TstChanges::changeIsStoredInForceAndRemembered()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    const auto done = set(client, {{"max_mailbox_size", "1G"}});
    QVERIFY(done);
    QCOMPARE(done->settings.size(), std::size_t(1));
    QCOMPARE(done->settings[0].value, std::string("1073741824"));
    QVERIFY(!done->settings[0].is_default);
    QVERIFY(stored(world) == (Stored{{"max_mailbox_size", "1073741824"}}));
    QCOMPARE(world.world.settings.get()->max_mailbox_size, 1073741824);
    QCOMPARE(world.relay.changes.size(), std::size_t(1));
    QCOMPARE(world.relay.changes[0].first.max_mailbox_size, 524288000);
    QCOMPARE(world.relay.changes[0].second.max_mailbox_size, 1073741824);

    const api::Activity expected{
        1,           world.world.clock.now(), "ann", "setting_set", "max_mailbox_size", "524288000",
        "1073741824"};
    QVERIFY(activity(client) == std::vector<api::Activity>{expected});

    QVERIFY(set(client, {{"max_mailbox_size", "1073741824"}})); // as it is: nothing happens
    QCOMPARE(activity(client).size(), std::size_t(1));
}

void TstChanges::severalChangesAreOne()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    // Alone, the first would contradict the maximum.
    QVERIFY(!set(client, {{"username_min_length", "12"}}));
    QVERIFY(set(client, {{"username_min_length", "12"}, {"username_max_length", "20"}}));
    QCOMPARE(world.world.settings.get()->username_min_length, 12);
    QCOMPARE(world.relay.changes.size(), std::size_t(1));
    QCOMPARE(activity(client).size(), std::size_t(2));
}

void TstChanges::badChangeChangesNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown") << "max_fun"
                             << "1"
                             << "not_found";
    QTest::newRow("out of range") << "max_recipients"
                                  << "1"
                                  << "invalid";
    QTest::newRow("read only") << "mail_domain"
                               << "evil.test"
                               << "denied";
    QTest::newRow("port taken by a sibling") << "imap_port"
                                             << "993"
                                             << "invalid";
}

void TstChanges::badChangeChangesNothing()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, code);
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    const auto refused =
        set(client, {{"server_comment", "x"}, {name.toStdString(), value.toStdString()}});
    QVERIFY(!refused);
    QCOMPARE(std::string(codeName(refused.error().code)), code.toStdString());
    QVERIFY(refused.error().detail.find(name.toStdString()) != std::string::npos);
    QVERIFY(stored(world).empty());
    QVERIFY(activity(client).empty());
    QVERIFY(world.world.settings.get()->server_comment.empty());
}

void TstChanges::changeTheRelayRefusesIsUndone()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    QVERIFY(set(client, {{"imap_port", "1143"}}));
    world.relay.answer = Error(Code::exists, "port 2143 is in use");
    const auto refused = set(client, {{"imap_port", "2143"}});
    QVERIFY(!refused && refused.error().code == Code::exists);
    QVERIFY(stored(world) == (Stored{{"imap_port", "1143"}}));
    QCOMPARE(world.world.settings.get()->imap_port, 1143);
    const auto rows = activity(client);
    QCOMPARE(rows.size(), std::size_t(1)); // what never came to pass is no history
    QCOMPARE(rows[0].to, std::string("1143"));
}

void TstChanges::defaultIsNotStored()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    QVERIFY(set(client, {{"delete_mails_after", "30"}}));
    QVERIFY(set(client, {{"delete_mails_after", "20"}}));
    QVERIFY(stored(world).empty());
}

void TstChanges::revertGoesToTheDefault()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    QVERIFY(set(client, {{"delete_mails_after", "30"}}));
    api::SettingRevert::Params params;
    params.name = "delete_mails_after";
    const auto reverted = client.call<api::SettingRevert>(params);
    QVERIFY(reverted && reverted->setting.value == "20" && reverted->setting.is_default);
    QCOMPARE(world.world.settings.get()->delete_mails_after, 20);
    QCOMPARE(activity(client)[0].what, std::string("setting_revert"));
}

void TstChanges::revertUndoesOneChange()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    QVERIFY(set(client, {{"delete_mails_after", "30"}}));
    QVERIFY(set(client, {{"delete_mails_after", "40"}}));
    api::SettingRevert::Params params;
    params.activity_id = activity(client)[0].id;
    const auto reverted = client.call<api::SettingRevert>(params);
    QVERIFY(reverted && reverted->setting.value == "30");
    QVERIFY(stored(world) == (Stored{{"delete_mails_after", "30"}}));
}

void TstChanges::revertOfWhatIsNoSettingIsRefused()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    api::SettingRevert::Params params;
    QVERIFY(client.call<api::SettingRevert>(params).error().code == Code::not_found);
    for (const std::int64_t id : {-5LL, 0LL, 1LL, 9223372036854775807LL}) {
        params.activity_id = id;
        QVERIFY(client.call<api::SettingRevert>(params).error().code == Code::not_found);
    }
}

void TstChanges::changesAtTheSameTimeAreAllMade()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    for (int i = 1; i <= 50; ++i) {
        api::SettingSet::Params params;
        params.changes.push_back({"delete_mails_after", std::to_string(100 + i)});
        client.send(json::requestLine(i, api::SettingSet::Method, json::encode(params)));
    }
    for (int i = 1; i <= 50; ++i) QVERIFY(!client.message().error);
    auto admin = world.connect();
    auto rows = activity(admin);
    QCOMPARE(rows.size(), std::size_t(50));
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) QCOMPARE(rows[i].from, rows[i + 1].to);
    QCOMPARE(std::to_string(world.world.settings.get()->delete_mails_after), rows[0].to);
}

QTEST_GUILESS_MAIN(TstChanges)
#include "tst_changes.moc"
