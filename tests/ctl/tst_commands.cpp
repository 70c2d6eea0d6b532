// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/command_line.h"
#include "tests/control/control_world.h"
#include "tests/control/queue_rows.h"

#include <boost/json/parse.hpp>

#include <QTest>

#include <sstream>

using namespace roost;
using test::ControlWorld;

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
    void emptyQueueIsGoodNews();
    void queueSaysWhatWaitsAndWhy();
    void queuedMessagesAreHeldAndDiscarded();
    void destinationsAreHeld();
    void addressLiteralsKeepTheirBrackets();
    void ruleInTheWayOfATryIsSaid();
    void emptyListsAreSaid();
    void peersAreListed();
    void anyMethodCanBeCalled();
    void errorsAreJsonToo();
};

namespace {

struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};

Outcome runAt(const std::string& path, std::vector<std::string> words)
{
    words.insert(words.begin(), {"roostctl", "--control", path});
    std::vector<const char*> arguments;
    for (const std::string& word : words) arguments.push_back(word.c_str());
    std::ostringstream out;
    std::ostringstream err;
    const int code = ctl::run(static_cast<int>(arguments.size()), arguments.data(), out, err);
    return {code, out.str(), err.str()};
}

/// A served relay and the command line that talks to it.
struct Desk : ControlWorld {
    explicit Desk(settings::Values values = freshSettings()) : ControlWorld(std::move(values))
    {
        if (!start()) qFatal("the control server does not start");
    }
    Outcome run(std::vector<std::string> words) { return runAt(path(), std::move(words)); }
};

bool contains(const std::string& text, std::string_view part)
{
    if (text.find(part) != std::string::npos) return true;
    qWarning("not in: %s", text.c_str());
    return false;
}

} // namespace

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

void TstCommands::emptyQueueIsGoodNews()
{
    Desk desk(test::relaySettings());
    QVERIFY(contains(desk.run({"queue", "list"}).out, "Nothing waits"));
}

void TstCommands::queueSaysWhatWaitsAndWhy()
{
    Desk desk(test::relaySettings());
    test::fillQueue(desk.world, {"a@one.test", "b@one.test"}, "refused",
                    "451 4.7.1 Greylisted\x1b[31m, come back");
    const auto list = desk.run({"queue", "list"});
    QCOMPARE(list.code, 0);
    QVERIFY(contains(list.out, "one.test     2 "));
    QVERIFY(contains(list.out, "The other server lets strangers wait"));
    const auto rows = desk.run({"queue", "show", "one.test"});
    QVERIFY(contains(rows.out, "b@one.test"));
    QVERIFY(contains(rows.out, "Nothing needs to be done: a later try succeeds."));
    QVERIFY(contains(rows.out, "Last answer: 451 4.7.1 Greylisted [31m, come back"));
    const auto json = desk.run({"--json", "queue", "list"});
    QVERIFY(boost::json::parse(json.out).at("recipients") == 2);
}

void TstCommands::queuedMessagesAreHeldAndDiscarded()
{
    Desk desk(test::relaySettings());
    const auto ids = test::fillQueue(desk.world, {"a@one.test", "b@one.test"});
    const auto first = std::to_string(ids[0]);
    const auto second = std::to_string(ids[1]);
    QVERIFY(contains(desk.run({"queue", "hold", first, second}).out, "2 messages held"));
    QVERIFY(contains(desk.run({"queue", "show"}).out, "held"));
    QVERIFY(contains(desk.run({"queue", "release", first}).out, "1 message let go"));
    QVERIFY(contains(desk.run({"queue", "retry", first}).out, "1 message will be tried now"));
    const auto discarded = desk.run({"queue", "discard", "one.test"});
    QVERIFY(contains(discarded.out, "2 messages discarded"));
    QVERIFY(contains(discarded.out, "roostctl queue restore one.test"));
    QVERIFY(contains(desk.run({"queue", "show", "--discarded"}).out, "a@one.test"));
    QVERIFY(contains(desk.run({"queue", "restore", "one.test"}).out, "2 messages back"));
    QCOMPARE(desk.run({"queue", "discard", "1", "one.test"}).code, 1);
    QCOMPARE(desk.run({"queue", "discard", "one.test", "two.test"}).code, 1);
    QVERIFY(contains(desk.run({"queue", "bounce", first}).err, "not set up"));
}

void TstCommands::destinationsAreHeld()
{
    Desk desk(test::relaySettings());
    QVERIFY(contains(desk.run({"queue", "hold", "one.test"}).out, "Mail for one.test is held\n"));
    QVERIFY(contains(desk.run({"queue", "rules"}).out, "one.test     released"));
    QVERIFY(contains(desk.run({"queue", "release", "one.test"}).out, "is held no more"));
    QVERIFY(contains(desk.run({"queue", "rules"}).out, "No destination is held"));
}

void TstCommands::addressLiteralsKeepTheirBrackets()
{
    Desk desk(test::relaySettings());
    const auto ids = test::fillQueue(desk.world, {"a@[192.0.2.1]"});
    for (const char* verb : {"retry", "bounce", "discard", "restore"})
        QVERIFY(!contains(desk.run({"queue", verb, "[192.0.2.1]"}).out, "0 messages"));
    const auto held = desk.run({"queue", "hold", "[192.0.2.1]"});
    QVERIFY(contains(held.out, "Mail for [192.0.2.1] is held"));
    QVERIFY(contains(held.out, "roostctl queue release '[192.0.2.1]'"));
    QVERIFY(contains(desk.run({"queue", "show", "[192.0.2.1]"}).out, "a@[192.0.2.1]"));
    QVERIFY(contains(desk.run({"queue", "release", "[192.0.2.1]"}).out, "is held no more"));
}

void TstCommands::ruleInTheWayOfATryIsSaid()
{
    Desk desk(test::relaySettings());
    const auto id = std::to_string(test::fillQueue(desk.world, {"a@one.test"}).front());
    QCOMPARE(desk.run({"queue", "hold", "one.test"}).code, 0);
    QCOMPARE(desk.run({"queue", "hold", id}).code, 0);
    for (const char* verb : {"release", "retry"}) {
        const auto done = desk.run({"queue", verb, id});
        QVERIFY(contains(done.out, "A rule holds all mail for one.test"));
        QVERIFY(contains(done.out, "roostctl queue release one.test"));
        QVERIFY(!contains(done.out, "tried now"));
    }
    QVERIFY(contains(desk.run({"queue", "release", "one.test"}).out, "held no more"));
    QVERIFY(contains(desk.run({"queue", "retry", id}).out, "1 message will be tried now"));
    const auto words = desk.run({"queue", "hold", "all of them"});
    QCOMPARE(words.code, 1);
    QVERIFY(contains(words.err, "must be a mail domain, such as example.org"));
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

void TstCommands::peersAreListed()
{
    Desk desk(test::relaySettings());
    auto visit = [&](store::Stores& stores) -> Result<> {
        stores.destinations.becomesDue("one.test", desk.world.clock.now());
        store::Visit seen;
        seen.at = desk.world.clock.now();
        seen.standing = store::Standing::failing;
        seen.deferred = 2;
        seen.error = "nothing came back";
        seen.cause = "connect_timeout";
        stores.destinations.visited("one.test", seen);
        return {};
    };
    QVERIFY(desk.world.write(visit));
    const auto peers = desk.run({"peer", "list"});
    QVERIFY(contains(peers.out, "one.test     failing"));
    QVERIFY(contains(peers.out, "The other server cannot be reached"));
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
