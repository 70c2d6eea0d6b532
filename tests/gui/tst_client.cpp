// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/client.h"
#include "gui/client/control_paths.h"
#include "shared/api/setup.h"
#include "tests/gui/fake_daemon.h"

#include <QSignalSpy>
#include <QTest>

using namespace roost;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using client::Client;
using client::Link;
using test::FakeDaemon;

namespace {

constexpr client::Timing Fast{
    .first_retry = 10ms, .longest_retry = 80ms, .call_limit = 100ms, .silence_limit = 60s};

api::Event news(std::int64_t number, api::EventKind kind = api::EventKind::users_changed)
{
    api::Event result;
    result.number = number;
    result.kind = kind;
    return result;
}

/// Numbers of the events a client has passed on.
struct Heard : QObject {
    explicit Heard(Client& client)
    {
        connect(&client, &Client::eventArrived, this,
                [this](const api::Event& each) { numbers.push_back(each.number); });
        connect(&client, &Client::snapshotArrived, this, [this] { ++snapshots; });
    }
    std::vector<std::int64_t> numbers;
    int snapshots = 0;
};

} // namespace

class TstClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsNamedIsTheOnlyPlace();
    void placesComeInOrder();
    void connectsAndTakesASnapshot();
    void nothingIsAskedAfterTheSnapshot();
    void eventsArriveWhateverThePieces();
    void aHoleInTheNumbersAsksForANewSnapshot();
    void aGapAsksForANewSnapshot();
    void comesBackWhenTheDaemonDoes();
    void retriesBackOff();
    void rememberWhereItLooked();
    void theSecondPlaceIsUsedWhenTheFirstIsEmpty();
    void callsEndAtTheirLimit();
    void callsFailWhenTheConnectionIsLost();
    void aCallWithoutConnectionFailsLater();
    void callbacksDieWithTheirContext();
    void refusedIsSaidWithItsReason();
    void anotherMajorVersionIsRefused();
    void aStrangerAtTheSocketIsLeft();
    void silenceIsALostConnection();

private:
    bool isConnected(Client& client) { return client.state().link == Link::connected; }

    std::unique_ptr<test::ShortFolder> folder_;
    QString path_;
};

void TstClient::init()
{
    folder_ = std::make_unique<test::ShortFolder>();
    path_ = folder_->path(u"control.sock"_s);
}

void TstClient::whatIsNamedIsTheOnlyPlace()
{
    QCOMPARE(client::controlPaths(u"/x/y"_s), QStringList(u"/x/y"_s));
    qputenv("ROOST_CONTROL", "/from/environment");
    QCOMPARE(client::controlPaths({}), QStringList(u"/from/environment"_s));
    QCOMPARE(client::controlPaths(u"/x/y"_s), QStringList(u"/x/y"_s));
    qunsetenv("ROOST_CONTROL");
}

void TstClient::placesComeInOrder()
{
    qputenv("XDG_RUNTIME_DIR", "/run/user/7");
    QCOMPARE(client::controlPaths({}),
             (QStringList{u"/run/user/7/roost/control.sock"_s, u"/run/roost/control.sock"_s}));
    qunsetenv("XDG_RUNTIME_DIR");
    QCOMPARE(client::controlPaths({}), QStringList(u"/run/roost/control.sock"_s));
}

void TstClient::connectsAndTakesASnapshot()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    QCOMPARE(client.state().link, Link::looking);
    QList<Link> links;
    connect(&client, &Client::stateChanged, this, [&](const auto& s) { links += s.link; });
    std::string domain;
    connect(&client, &Client::snapshotArrived, this,
            [&](const client::Snapshot& snapshot) { domain = snapshot.overview.domain; });
    client.start();
    QTRY_VERIFY(isConnected(client));
    QCOMPARE(links, (QList<Link>{Link::connecting, Link::connected}));
    QCOMPARE(domain, "chat.example.org");
    QCOMPARE(client.state().role, api::Role::admin);
    QCOMPARE(client.state().path, path_);
    QVERIFY(client.state().last_data_at.isValid());
}

void TstClient::nothingIsAskedAfterTheSnapshot()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    Heard heard(client);
    client.start();
    QTRY_VERIFY(isConnected(client));
    for (std::int64_t number = 11; number <= 60; ++number)
        daemon.sendEvent(news(number, api::EventKind::stats));
    QTRY_COMPARE(heard.numbers.size(), 50U);
    QCOMPARE(daemon.asked("hello"), 1);
    QCOMPARE(daemon.asked("stats_get"), 1);
    QCOMPARE(daemon.asked("subscribe"), 1);
    QCOMPARE(daemon.asked("overview_get"), 0);
}

void TstClient::eventsArriveWhateverThePieces()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    Heard heard(client);
    client.start();
    QTRY_VERIFY(isConnected(client));
    const QByteArray three =
        FakeDaemon::lineOf(news(11)) + FakeDaemon::lineOf(news(12)) + FakeDaemon::lineOf(news(13));
    for (const char octet : three) {
        daemon.sendRaw(QByteArray(1, octet));
        QCoreApplication::processEvents();
    }
    daemon.sendRaw(FakeDaemon::lineOf(news(14)) + FakeDaemon::lineOf(news(15)));
    QTRY_COMPARE(heard.numbers, (std::vector<std::int64_t>{11, 12, 13, 14, 15}));
    QCOMPARE(heard.snapshots, 1);
}

void TstClient::aHoleInTheNumbersAsksForANewSnapshot()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    Heard heard(client);
    client.start();
    QTRY_VERIFY(isConnected(client));
    daemon.sendEvent(news(11));
    QTRY_COMPARE(heard.numbers.size(), 1U);
    api::Subscribe::Reply snapshot;
    snapshot.number = 20;
    daemon.answer<api::Subscribe>(snapshot);
    daemon.sendEvent(news(13));
    QTRY_COMPARE(heard.snapshots, 2);
    daemon.sendEvent(news(21));
    QTRY_COMPARE(heard.numbers, (std::vector<std::int64_t>{11, 21}));
    QCOMPARE(daemon.asked("subscribe"), 2);
    QCOMPARE(daemon.asked("hello"), 1);
}

void TstClient::aGapAsksForANewSnapshot()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    Heard heard(client);
    client.start();
    QTRY_VERIFY(isConnected(client));
    daemon.sendEvent(news(11, api::EventKind::gap));
    QTRY_COMPARE(heard.snapshots, 2);
    QVERIFY(heard.numbers.empty());
}

void TstClient::comesBackWhenTheDaemonDoes()
{
    auto daemon = std::make_unique<FakeDaemon>(path_);
    QVERIFY(daemon->listen());
    Client client({path_}, Fast);
    Heard heard(client);
    client.start();
    QTRY_VERIFY(isConnected(client));
    daemon->close();
    QTRY_COMPARE(client.state().link, Link::lost);
    QVERIFY(client.state().last_data_at.isValid());
    daemon = std::make_unique<FakeDaemon>(path_);
    QVERIFY(daemon->listen());
    QTRY_VERIFY(isConnected(client));
    QCOMPARE(heard.snapshots, 2);
    daemon->sendEvent(news(11));
    QTRY_COMPARE(heard.numbers, (std::vector<std::int64_t>{11}));
}

void TstClient::retriesBackOff()
{
    Client client({path_}, Fast);
    QList<qint64> at;
    QElapsedTimer clock;
    clock.start();
    connect(&client, &Client::stateChanged, this, [&] { at += clock.elapsed(); });
    client.start();
    QTRY_VERIFY(at.size() >= 7);
    // 10, 20, 40, 80, 80, 80: none earlier, and no growth beyond the longest.
    const QList<qint64> least = {10, 20, 40, 80, 80, 80};
    for (qsizetype i = 0; i < least.size(); ++i)
        QVERIFY2(at[i + 1] - at[i] >= least[i] - 2, qPrintable(QString::number(i)));
}

void TstClient::rememberWhereItLooked()
{
    const QString other = folder_->path(u"other.sock"_s);
    Client client({path_, other}, Fast);
    client.start();
    QTRY_COMPARE(client.state().link, Link::lost);
    QCOMPARE(client.state().attempts.size(), 2);
    QCOMPARE(client.state().attempts[0].path, path_);
    QCOMPARE(client.state().attempts[1].path, other);
    QVERIFY(!client.state().attempts[0].why.isEmpty());
    QVERIFY(!client.state().last_data_at.isValid());
}

void TstClient::theSecondPlaceIsUsedWhenTheFirstIsEmpty()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({folder_->path(u"nobody.sock"_s), path_}, Fast);
    client.start();
    QTRY_VERIFY(isConnected(client));
    QCOMPARE(client.state().path, path_);
}

void TstClient::callsEndAtTheirLimit()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    client.start();
    QTRY_VERIFY(isConnected(client));
    std::optional<Code> code;
    client.call<api::SetupStatus>(
        {}, this, [&](const Result<api::SetupStatus::Reply>& reply) { code = reply.error().code; });
    QVERIFY(!code);
    QTRY_COMPARE(code, Code::timeout);
    QVERIFY(isConnected(client));
}

void TstClient::callsFailWhenTheConnectionIsLost()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    Client client({path_}, Fast);
    client.start();
    QTRY_VERIFY(isConnected(client));
    std::optional<Code> code;
    const auto note = [&](const Result<api::SetupStatus::Reply>& reply) {
        code = reply.error().code;
    };
    client.call<api::SetupStatus>({}, this, note, 60s);
    QTRY_COMPARE(daemon.asked("setup_status"), 1);
    daemon.drop();
    QTRY_COMPARE(code, Code::unavailable);
}

void TstClient::aCallWithoutConnectionFailsLater()
{
    Client client({path_}, Fast);
    std::optional<Code> code;
    client.call<api::SetupStatus>(
        {}, this, [&](const Result<api::SetupStatus::Reply>& reply) { code = reply.error().code; });
    QVERIFY(!code);
    QTRY_COMPARE(code, Code::unavailable);
}

void TstClient::callbacksDieWithTheirContext()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    daemon.answer<api::SetupStatus>({});
    Client client({path_}, Fast);
    client.start();
    QTRY_VERIFY(isConnected(client));
    bool was_called = false;
    bool is_after = false;
    auto context = std::make_unique<QObject>();
    client.call<api::SetupStatus>({}, context.get(), [&](const auto&) { was_called = true; });
    client.call<api::SetupStatus>({}, this, [&](const auto&) { is_after = true; });
    context.reset();
    QTRY_VERIFY(is_after);
    QVERIFY(!was_called);
}

void TstClient::refusedIsSaidWithItsReason()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    daemon.greetWith(json::errorLine(
        json::RpcError(json::Refused, Error(Code::denied, "user ann may not use this relay"))));
    Client client({folder_->path(u"nobody.sock"_s), path_}, Fast);
    client.start();
    QTRY_COMPARE(client.state().link, Link::refused);
    QCOMPARE(client.state().refusal, u"user ann may not use this relay"_s);
    daemon.greetWith({});
    QTRY_VERIFY(isConnected(client));
    QVERIFY(client.state().refusal.isEmpty());
}

void TstClient::anotherMajorVersionIsRefused()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    api::Hello::Reply hello;
    hello.api_major = api::Major + 1;
    hello.version = "9.0";
    daemon.answer<api::Hello>(hello);
    Client client({path_}, Fast);
    client.start();
    QTRY_COMPARE(client.state().link, Link::refused);
    QVERIFY(client.state().refusal.contains(u"9.0"_s));
}

void TstClient::aStrangerAtTheSocketIsLeft()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    daemon.greetWith("220 mail.example.org ESMTP\r\n");
    Client client({path_}, Fast);
    client.start();
    QTRY_COMPARE(client.state().link, Link::lost);
}

void TstClient::silenceIsALostConnection()
{
    FakeDaemon daemon(path_);
    QVERIFY(daemon.listen());
    client::Timing timing = Fast;
    timing.silence_limit = 100ms;
    Client client({path_}, timing);
    client.start();
    QTRY_VERIFY(isConnected(client));
    QTRY_COMPARE(client.state().link, Link::lost);
}

QTEST_GUILESS_MAIN(TstClient)
#include "tst_client.moc"
