// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/control_world.h"

#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace roost;
using test::ControlWorld;
using test::RawClient;

class TstServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void socketIsForEverybodyAndGoesAway();
    void socketLeftBehindIsReplaced();
    void livingDaemonIsNotPushedAside();
    void whatIsNoSocketStays();
    void pathTooLongIsSaid();
    void strangerGetsOneErrorAndIsClosed();
    void viewerSeesButDoesNotChange();
    void helloOnlyLowersTheRole();
    void userHasEightConnections();
    void rootHasSixtyFour();
    void everyMethodOfTheInterfaceIsServed();
    void eventsAreNumberedWithoutHoles();
    void eventsGoToSubscribersAlone();
    void slowSubscriberGetsAGap();
    void statisticsComeEachSecond();
    void refusedRegistrationsAreTold();
};

namespace {

std::string call(std::string_view method, std::int64_t id = 1)
{
    return json::requestLine(id, method, json::Object());
}

void changeComment(ctl::Client& client, const std::string& text)
{
    api::SettingSet::Params params;
    params.changes.push_back({"server_comment", text});
    QVERIFY(client.call<api::SettingSet>(params));
}

} // namespace

void TstServer::socketIsForEverybodyAndGoesAway()
{
    ControlWorld world;
    QVERIFY(world.start());
    struct stat status {};
    QCOMPARE(::stat(world.path().c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t(0666));
    world.stop();
    QVERIFY(!QFile::exists(QString::fromStdString(world.path())));
}

void TstServer::socketLeftBehindIsReplaced()
{
    ControlWorld world;
    const int dead = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    world.path().copy(address.sun_path, sizeof address.sun_path - 1);
    QCOMPARE(::bind(dead, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(dead);
    QVERIFY(world.start());
    QVERIFY(world.connect().call<api::SetupStatus>({}));
}

void TstServer::livingDaemonIsNotPushedAside()
{
    ControlWorld world;
    QVERIFY(world.start());
    const auto second = world.makeServer();
    const auto refused = second->start();
    QVERIFY(!refused && refused.error().code == Code::exists);
    QVERIFY(world.connect().call<api::SetupStatus>({}));
}

void TstServer::whatIsNoSocketStays()
{
    ControlWorld world;
    QFile file(QString::fromStdString(world.path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto refused = world.start();
    QVERIFY(!refused && refused.error().code == Code::exists);
    QVERIFY(file.exists());
}

void TstServer::pathTooLongIsSaid()
{
    ControlWorld world;
    control::ServerOptions options;
    options.path = "/tmp/" + std::string(120, 'x');
    control::Server server(world.threads.context(0).get_executor(), world.services(), options);
    const auto refused = server.start();
    QVERIFY(!refused && refused.error().code == Code::invalid);
}

void TstServer::strangerGetsOneErrorAndIsClosed()
{
    ControlWorld world;
    world.peer = {4712, 4712, {7}, "eve"};
    QVERIFY(world.start());
    RawClient client(world);
    const auto refused = client.message();
    QVERIFY(refused.error && refused.error->code == Code::denied);
    QVERIFY(refused.error->detail.find("eve") != std::string::npos);
    QCOMPARE(client.line(), std::string("closed"));
    // The blocking client says it too, though it writes first.
    const auto status = world.connect().call<api::SetupStatus>({});
    QVERIFY(!status && status.error().code == Code::denied);
}

void TstServer::viewerSeesButDoesNotChange()
{
    ControlWorld world;
    world.peer = {4712, 4712, {51}, "bob"};
    QVERIFY(world.start());
    auto client = world.connect();
    QVERIFY(client.call<api::SettingList>({}));
    api::SetupApply::Params setup;
    setup.domain = "relay.test";
    const auto refused = client.call<api::SetupApply>(setup);
    QVERIFY(!refused && refused.error().code == Code::denied);
    QVERIFY(world.relay.applied.empty());
    const auto hello = client.call<api::Hello>({});
    QVERIFY(hello && hello->role == api::Role::viewer);
}

void TstServer::helloOnlyLowersTheRole()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto client = world.connect();
    api::Hello::Params params;
    QVERIFY(client.call<api::Hello>(params)->role == api::Role::admin);
    params.role = api::Role::viewer;
    QVERIFY(client.call<api::Hello>(params)->role == api::Role::viewer);
    params.role = api::Role::admin;
    const auto refused = client.call<api::Hello>(params);
    QVERIFY(!refused && refused.error().code == Code::denied);
    QVERIFY(client.call<api::Hello>({})->role == api::Role::viewer);
    QVERIFY(!client.call<api::SettingSet>({}));
}

void TstServer::userHasEightConnections()
{
    ControlWorld world;
    QVERIFY(world.start());
    std::vector<ctl::Client> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(world.connect());
        QVERIFY(clients.back().call<api::SetupStatus>({}));
    }
    const auto refused = world.connect().call<api::SetupStatus>({});
    QVERIFY(!refused && refused.error().code == Code::limit);
    clients.pop_back();
    QTRY_VERIFY(world.connect().call<api::SetupStatus>({}));
}

void TstServer::rootHasSixtyFour()
{
    ControlWorld world;
    world.peer = {0, 0, {}, "root"};
    QVERIFY(world.start());
    std::vector<ctl::Client> clients;
    for (int i = 0; i < 64; ++i) {
        clients.push_back(world.connect());
        QVERIFY(clients.back().call<api::SetupStatus>({}));
    }
    const auto refused = world.connect().call<api::SetupStatus>({});
    QVERIFY(!refused && refused.error().code == Code::limit);
}

void TstServer::everyMethodOfTheInterfaceIsServed()
{
    ControlWorld world;
    world.server = world.makeServer();
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, api::Methods>>(
        [&](auto each) {
            const std::string name(decltype(each)::type::Method);
            QVERIFY2(world.server->methods().has(name), name.c_str());
        });
}

void TstServer::eventsAreNumberedWithoutHoles()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient subscriber(world);
    subscriber.send(call(api::Subscribe::Method));
    const auto snapshot =
        json::decode<api::Subscribe::Reply>(subscriber.message().content, "result");
    QVERIFY(snapshot);
    auto admin = world.connect();
    for (int i = 0; i < 20; ++i) changeComment(admin, "comment " + std::to_string(i));

    int added = 0;
    for (std::int64_t number = snapshot->number + 1; added < 20; ++number) {
        const auto event = json::decode<api::Event>(subscriber.message().content, "event");
        QCOMPARE(event->number, number);
        if (event->kind != api::EventKind::activity_added) continue;
        QCOMPARE(event->activity->to, "comment " + std::to_string(added++));
        QCOMPARE(event->activity->who, std::string("ann"));
    }
    QVERIFY(subscriber.event().kind == api::EventKind::settings_changed);
}

void TstServer::eventsGoToSubscribersAlone()
{
    ControlWorld world;
    QVERIFY(world.start());
    auto admin = world.connect();
    RawClient silent(world);
    silent.send(call(api::SetupStatus::Method, 1));
    QVERIFY(silent.message().id == 1);
    changeComment(admin, "x");
    silent.send(call(api::SetupStatus::Method, 2));
    QVERIFY(silent.message().id == 2);
}

void TstServer::slowSubscriberGetsAGap()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient slow(world);
    slow.send(call(api::Subscribe::Method));
    auto last = json::decode<api::Subscribe::Reply>(slow.message().content, "result")->number;
    const auto first = last;
    for (int i = 0; i < 50'000; ++i) world.server->relayChanged();
    auto other = world.connect();
    const auto published = other.call<api::Subscribe>({})->number; // the server lives
    QVERIFY(published >= first + 50'000);

    std::int64_t received = 0;
    while (last < published) {
        const auto event = json::decode<api::Event>(slow.message().content, "event");
        QVERIFY(event);
        if (event->kind == api::EventKind::gap) {
            QVERIFY(event->number > last);
            last = event->number;
        } else {
            QCOMPARE(event->number, ++last);
            ++received;
        }
    }
    QVERIFY(received > 1000);
    QVERIFY(received < 40'000); // the others were dropped, not kept
    slow.send(call(api::Subscribe::Method, 2));
    for (;;) {
        const auto message = slow.message();
        if (message.id == 2) break;
    }
    world.server->relayChanged();
    QVERIFY(slow.event().kind == api::EventKind::setup_changed);
}

void TstServer::statisticsComeEachSecond()
{
    ControlWorld world;
    QVERIFY(world.start());
    world.world.counters.messages_accepted = 7;
    world.server->storeChanged([] {
        store::Changes changes;
        changes.accounts = true;
        changes.queue = true;
        return changes;
    }());
    RawClient client(world);
    client.send(call(api::Subscribe::Method));
    client.message();
    std::vector<api::EventKind> kinds;
    for (;;) {
        const auto event = json::decode<api::Event>(client.message().content, "event");
        kinds.push_back(event->kind);
        if (event->kind != api::EventKind::stats) continue;
        QCOMPARE(event->stats->messages_accepted, 7);
        QCOMPARE(event->stats->at, world.world.clock.now());
        break;
    }
    client.send(call(api::StatsGet::Method, 2));
    for (;;) {
        const auto message = client.message();
        if (message.id != 2) continue;
        const auto history = json::decode<api::StatsGet::Reply>(message.content, "result");
        QVERIFY(history && history->step_seconds == 1 && !history->samples.empty());
        break;
    }
}

void TstServer::refusedRegistrationsAreTold()
{
    ControlWorld world(test::relaySettings());
    QVERIFY(world.start());
    auto overview = [&] { return world.connect().call<api::OverviewGet>({}).value().overview; };
    QVERIFY(!overview().registration_refusal);

    RawClient client(world);
    client.send(call(api::Subscribe::Method));
    QVERIFY(client.message().id == 1);
    auto busy = test::relaySettings();
    busy.min_available_memory = INT64_MAX;
    world.world.settings.replace(busy);
    QVERIFY(client.event().kind == api::EventKind::setup_changed);
    const auto refusal = overview().registration_refusal;
    QVERIFY(refusal);
    QCOMPARE(refusal->reason, std::string("memory"));
    QCOMPARE(refusal->setting, std::string("min_available_memory"));
    QVERIFY(refusal->measured > 0 && refusal->measured < refusal->limit);
    QCOMPARE(overview().registrations_refused, 0);

    store::Reader reader(world.world.path()); // that of the world is the server's
    const auto login = test::run(world.world.accounts->login(
        reader.stores(), "bobbobbob@relay.test", "correct horse", net::Origin()));
    QCOMPARE(login.error().code, Code::limit);
    QVERIFY(client.event().kind == api::EventKind::setup_changed);
    QCOMPARE(overview().registrations_refused, 1);
    world.world.settings.replace(test::relaySettings());
    QVERIFY(client.event().kind == api::EventKind::setup_changed);
    QVERIFY(!overview().registration_refusal);
}

QTEST_GUILESS_MAIN(TstServer)
#include "tst_server.moc"
