// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/queue_rows.h"
#include "tests/ctl/command_desk.h"

#include <boost/json/parse.hpp>

#include <QTest>

using namespace roost;
using test::contains;
using test::runAt;
using Desk = test::CommandDesk;

class TstCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deadRelayIsSaidWithTheNextStep();
    void wrongCommandLineGivesTwo_data();
    void wrongCommandLineGivesTwo();
    void unknownVerbIsNamed();
    void helpGivesZero();
    void setupTellsWhereItListens();
    void refusedSetupGivesOne();
    void statusBeforeSetupSaysWhatToDo();
    void statusTellsThatNewAddressesAreRefused();
    void settingsAreReadAndChanged();
    void settingNamedLikeAVerbValueIsTaken();
    void settingsAreExplained();
    void settingsAreReverted();
    void usersAreBlockedAndRestored();
    void storeIsVerified();
    void inviteShowsTheLinkAndACode();
    void relayThatSignsNothingHasNoRecord();
    void emptyListsAreSaid();
    void anyMethodCanBeCalled();
    void errorsAreJsonToo();
};

void TstCommands::deadRelayIsSaidWithTheNextStep()
{
    const auto outcome = runAt("/nonexistent/control.sock", {"status"});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.empty());
    QVERIFY(contains(outcome.err, "the relay is not running"));
    QVERIFY(contains(outcome.err, "/nonexistent/control.sock"));
    QVERIFY(contains(outcome.err, "Start it with: roostd"));
}

void TstCommands::wrongCommandLineGivesTwo_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("no verb") << QStringList{};
    QTest::newRow("unknown verb") << QStringList{"destroy"};
    QTest::newRow("setup without domain") << QStringList{"setup"};
    QTest::newRow("three words") << QStringList{"setting", "a", "b", "c"};
    QTest::newRow("revert of nothing") << QStringList{"setting", "revert"};
    QTest::newRow("revert of two") << QStringList{"setting", "revert", "a", "--activity", "1"};
    QTest::newRow("no number") << QStringList{"activity", "--limit", "many"};
    QTest::newRow("unknown column") << QStringList{"user", "list", "--sort", "shoe_size"};
    QTest::newRow("block nobody") << QStringList{"user", "block"};
    QTest::newRow("hold nothing") << QStringList{"queue", "hold"};
    QTest::newRow("hold for no time") << QStringList{"queue", "hold", "a.test", "--for", "0"};
    QTest::newRow("queue alone") << QStringList{"queue"};
    QTest::newRow("unknown role") << QStringList{"dial-stdio", "--role", "king"};
}

void TstCommands::wrongCommandLineGivesTwo()
{
    QFETCH(QStringList, words);
    std::vector<std::string> plain;
    for (const QString& word : words) plain.push_back(word.toStdString());
    const auto outcome = runAt("/nonexistent", plain);
    QCOMPARE(outcome.code, 2);
    QVERIFY(!outcome.err.empty());
}

void TstCommands::unknownVerbIsNamed()
{
    const auto unknown = runAt("/nonexistent", {"destroy"});
    QVERIFY(contains(unknown.err, "no command destroy"));
    QVERIFY(contains(unknown.err, "setup"));
    QVERIFY(contains(runAt("/nonexistent", {"user", "destroy"}).err, "no command destroy"));
    const auto alone = runAt("/nonexistent", {"queue"});
    QVERIFY(contains(alone.err, "release"));
    QVERIFY(contains(runAt("/nonexistent", {"user", "block"}).err, "ADDRESS is required"));
    QVERIFY(contains(runAt("/nonexistent", {"setup"}).err, "--domain is required"));
}

void TstCommands::helpGivesZero()
{
    QCOMPARE(runAt("/nonexistent", {"--help"}).code, 0);
    QCOMPARE(runAt("/nonexistent", {"setup", "--help"}).code, 0);
    QVERIFY(contains(runAt("/nonexistent", {"--version"}).out, "roostctl " ROOST_VERSION));
}

void TstCommands::setupTellsWhereItListens()
{
    Desk desk;
    const auto outcome =
        desk.run({"setup", "--domain", "relay.test", "--listen", "127.0.0.1", "--listen", "::1",
                  "--tls", "self-signed", "--port-offset", "20000"});
    QCOMPARE(outcome.code, 0);
    QVERIFY(contains(outcome.out, "127.0.0.1:20993"));
    QVERIFY(contains(outcome.out, "roostctl invite --qr"));
    QCOMPARE(desk.world.settings.get()->listen_addresses, std::string("127.0.0.1 ::1"));
    QCOMPARE(desk.world.settings.get()->port_offset, 20000);
    const auto status = desk.run({"status"});
    QVERIFY(contains(status.out, "relay.test is running"));
    QVERIFY(contains(status.out, "Users: "));
}

void TstCommands::refusedSetupGivesOne()
{
    Desk desk;
    const auto outcome = desk.run({"setup", "--domain", "not a domain"});
    QCOMPARE(outcome.code, 1);
    QVERIFY(contains(outcome.err, "roostctl: mail_domain: \"not a domain\" is not a domain"));
    QVERIFY(outcome.out.empty());
}

void TstCommands::statusBeforeSetupSaysWhatToDo()
{
    Desk desk;
    const auto outcome = desk.run({"status"});
    QCOMPARE(outcome.code, 0);
    QVERIFY(contains(outcome.out, "not set up yet"));
    QVERIFY(contains(outcome.out, "roostctl setup --domain"));
}

void TstCommands::statusTellsThatNewAddressesAreRefused()
{
    auto crammed = test::relaySettings();
    crammed.min_free_disk_space = INT64_MAX;
    Desk desk(crammed);
    const auto status = desk.run({"status"});
    QCOMPARE(status.code, 0);
    QVERIFY(contains(status.out, "NEW ADDRESSES ARE REFUSED because the disk is full"));
    QVERIFY(contains(status.out, "roostctl setting explain min_free_disk_space"));
    QVERIFY(!contains(Desk(test::relaySettings()).run({"status"}).out, "REFUSED"));
}

void TstCommands::settingsAreReadAndChanged()
{
    Desk desk;
    QCOMPARE(desk.run({"setting", "max_mailbox_size"}).out, std::string("524288000\n"));
    QCOMPARE(desk.run({"setting", "max_mailbox_size", "1G"}).out,
             std::string("max_mailbox_size is now 1073741824\n"));
    QCOMPARE(desk.run({"setting", "get", "max_mailbox_size"}).out, std::string("1073741824\n"));
    QCOMPARE(desk.run({"setting", "set", "max_mailbox_size", "2G"}).code, 0);
    QVERIFY(contains(desk.run({"setting", "list"}).out, "2147483648"));
    QVERIFY(contains(desk.run({"setting"}).out, "(changed; default: 524288000)"));
    const auto refused = desk.run({"setting", "max_mailbox_size", "tiny"});
    QCOMPARE(refused.code, 1);
    QVERIFY(contains(refused.err, "max_mailbox_size: \"tiny\" is not a size from 1048576"));
    QVERIFY(contains(desk.run({"activity"}).out, "\"524288000\" -> \"1073741824\""));
}

void TstCommands::settingNamedLikeAVerbValueIsTaken()
{
    Desk desk;
    QCOMPARE(desk.run({"setting", "set", "server_comment", "list"}).code, 0);
    QCOMPARE(desk.world.settings.get()->server_comment, std::string("list"));
    QCOMPARE(desk.run({"setting", "set", "server_comment", ""}).code, 0);
    QVERIFY(desk.world.settings.get()->server_comment.empty());
}

void TstCommands::settingsAreExplained()
{
    Desk desk;
    const auto limit = desk.run({"setting", "explain", "max_recipients"});
    QCOMPARE(limit.code, 0);
    QVERIFY(contains(limit.out, "max_recipients: "));
    QVERIFY(contains(limit.out, "100 to 10000 recipients"));
    QVERIFY(
        contains(desk.run({"setting", "explain", "log_level"}).out, "debug, info, warn, error"));
    QVERIFY(contains(desk.run({"setting", "explain", "registration_open"}).out, "true or false"));
    QVERIFY(contains(desk.run({"setting", "explain", "mail_domain"}).out, "chosen at setup"));
    QVERIFY(contains(desk.run({"setting", "explain", "nonsense"}).err, "no setting nonsense"));
    QVERIFY(contains(desk.run({"setting", "list"}).out, "setting explain KEY"));
}

void TstCommands::settingsAreReverted()
{
    Desk desk;
    desk.run({"setting", "delete_mails_after", "30"});
    desk.run({"setting", "delete_mails_after", "40"});
    QVERIFY(contains(desk.run({"setting", "revert", "--activity", "2"}).out, "is now 30"));
    QVERIFY(contains(desk.run({"setting", "revert", "delete_mails_after"}).out, "is now 20"));
}

void TstCommands::usersAreBlockedAndRestored()
{
    Desk desk(test::relaySettings());
    {
        store::Reader own(desk.world.path());
        QVERIFY(test::run(
            desk.world.accounts->login(own.stores(), "annannann@relay.test", "a password", {})));
    }
    QVERIFY(contains(desk.run({"user", "list"}).out, "annannann@relay.test  active"));
    QCOMPARE(desk.run({"user", "block", "annannann@relay.test"}).code, 0);
    QVERIFY(contains(desk.run({"user", "list"}).out, "blocked"));
    QCOMPARE(desk.run({"user", "unblock", "annannann@relay.test"}).code, 0);
    QVERIFY(contains(desk.run({"user", "delete", "annannann@relay.test"}).out,
                     "roostctl user restore annannann@relay.test"));
    QCOMPARE(desk.run({"user", "restore", "annannann@relay.test"}).code, 0);
    const auto closed = desk.run({"user", "delete", "--keep-closed", "annannann@relay.test"});
    QVERIFY(contains(closed.out, "Nobody can take the address again for 90 days"));
    QVERIFY(contains(closed.out, "roostctl user restore annannann@relay.test"));
    const auto unknown = desk.run({"user", "block", "eve@relay.test"});
    QCOMPARE(unknown.code, 1);
    QVERIFY(contains(unknown.err, "there is no user eve@relay.test"));
}

void TstCommands::storeIsVerified()
{
    Desk desk(test::relaySettings());
    {
        store::Reader own(desk.world.path());
        QVERIFY(test::run(
            desk.world.accounts->login(own.stores(), "annannann@relay.test", "a password", {})));
    }
    const auto sound = desk.run({"store", "verify"});
    QCOMPARE(sound.code, 0);
    QVERIFY(contains(sound.out, "Accounts: 1, messages: 0, bodies: 0"));
    QVERIFY(contains(sound.out, "The store is sound."));

    QVERIFY(desk.world.write([](store::Stores& stores) -> Result<> {
        stores.db.execute("UPDATE mailboxes SET octets = octets + 1");
        return {};
    }));
    const auto damaged = desk.run({"store", "verify"});
    QCOMPARE(damaged.code, 1);
    QVERIFY(contains(damaged.out, "wrong sums of mailbox 1"));
    QVERIFY(contains(damaged.out, "copy its data directory"));
    QVERIFY(contains(damaged.err, "faults in the store: 1"));
    const auto machine = desk.run({"--json", "store", "verify"});
    QCOMPARE(machine.code, 1);
    const auto reply = boost::json::parse(machine.out).as_object();
    QCOMPARE(reply.at("faults").as_int64(), 1);
    QCOMPARE(reply.at("first_faults").as_array().size(), std::size_t{1});
}

void TstCommands::inviteShowsTheLinkAndACode()
{
    Desk desk;
    QVERIFY(contains(desk.run({"invite"}).err, "not set up yet"));
    desk.run({"setup", "--domain", "relay.test"});
    const auto plain = desk.run({"invite"});
    QVERIFY(plain.out.starts_with("dclogin:"));
    QVERIFY(contains(plain.out, "Only apps on this machine can use it"));
    const auto code = desk.run({"invite", "--qr"});
    QVERIFY(contains(code.out, "▄▄▄▄▄"));
    QVERIFY(contains(code.out, "dclogin:"));
}

void TstCommands::relayThatSignsNothingHasNoRecord()
{
    Desk desk;
    const auto outcome = desk.run({"dkim"});
    QCOMPARE(outcome.code, 1);
    QVERIFY(contains(outcome.err, "signs nothing"));
}

void TstCommands::emptyListsAreSaid()
{
    Desk desk(test::relaySettings());
    QVERIFY(contains(desk.run({"peer", "list"}).out, "No mail has gone to other servers"));
    QVERIFY(contains(desk.run({"queue", "show"}).out, "Nothing waits."));
    QVERIFY(contains(desk.run({"queue", "show", "--discarded"}).out, "Nothing discarded"));
    QVERIFY(contains(desk.run({"user", "list"}).out, "There are no users yet"));
    QVERIFY(contains(desk.run({"activity"}).out, "Nothing was changed yet"));
    const auto unknown = desk.run({"queue", "show", "4711"});
    QCOMPARE(unknown.code, 1);
    QVERIFY(contains(unknown.err, "message 4711 is not in the queue"));
    const auto id = std::to_string(test::fillQueue(desk.world, {"a@one.test"}).front());
    QVERIFY(contains(desk.run({"queue", "show", id}).out, "a@one.test"));
    const auto limit = desk.run({"user", "list", "--limit", "0"});
    QCOMPARE(limit.code, 2);
    QVERIFY(contains(limit.err, "--limit"));
}

void TstCommands::anyMethodCanBeCalled()
{
    Desk desk;
    const auto outcome = desk.run({"call", "setting_get", R"({"name":"log_level"})"});
    QCOMPARE(outcome.code, 0);
    const auto value = boost::json::parse(outcome.out);
    QVERIFY(value.at("setting").at("value") == "info");
    QCOMPARE(desk.run({"call", "setup_status"}).code, 0);
    QCOMPARE(desk.run({"call", "setup_status", "[1]"}).code, 1);
    QVERIFY(contains(desk.run({"call", "no_such"}).err, "there is no method no_such"));
}

void TstCommands::errorsAreJsonToo()
{
    Desk desk;
    const auto good = desk.run({"--json", "status"});
    QVERIFY(boost::json::parse(good.out).at("overview").at("configured") == false);
    const auto bad = desk.run({"user", "block", "x@y", "--json"});
    QCOMPARE(bad.code, 1);
    QVERIFY(bad.out.empty());
    QVERIFY(boost::json::parse(bad.err).at("code") == "not_found");
}

QTEST_GUILESS_MAIN(TstCommands)
#include "tst_commands.moc"
