// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/listener_set.h"

#include <QTest>

using namespace roost;
using app::Protocol;
using boost::asio::ip::tcp;

/// What the relay says when it cannot listen.
class TstListenerSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void portInUseIsToldBySetting_data();
    void portInUseIsToldBySetting();
    void addressOfAnotherMachineIsToldBySetting();
    void startGoesOnAndListsTheProblem();
    void whatListenedBeforeStillDoes();
    void closedBeforeItRanIsNoHarm();
};

namespace {

/// Listeners on threads that nobody connects to.
struct World {
    ~World()
    {
        set.closeAll();
        if (tasks.running() > 0) threads.start();
        threads.stop();
    }
    core::IoThreads threads{1};
    core::Tasks tasks;
    app::ListenerSet set{threads, tasks, [](std::size_t, Protocol, net::Connection) {}};
};

/// Another program, and the port it took.
struct Stranger {
    boost::asio::io_context io;
    tcp::acceptor acceptor{io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
    std::string port() const { return std::to_string(acceptor.local_endpoint().port()); }
};

} // namespace

void TstListenerSet::portInUseIsToldBySetting_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<std::string>("setting");
    QTest::newRow("imaps") << int(Protocol::imaps) << std::string("imaps_port");
    QTest::newRow("imap") << int(Protocol::imap) << std::string("imap_port");
    QTest::newRow("submissions") << int(Protocol::submissions)
                                 << std::string("smtp_submissions_port");
    QTest::newRow("submission") << int(Protocol::submission) << std::string("smtp_submission_port");
    QTest::newRow("smtp") << int(Protocol::smtp) << std::string("smtp_port");
    QTest::newRow("https") << int(Protocol::https) << std::string("https_port");
}

void TstListenerSet::portInUseIsToldBySetting()
{
    QFETCH(int, protocol);
    QFETCH(std::string, setting);
    const Stranger stranger;
    World world;
    const auto refused =
        world.set.change({{Protocol(protocol), stranger.acceptor.local_endpoint()}});
    QVERIFY(!refused && refused.error().code == Code::exists);
    QCOMPARE(refused.error().detail, setting + ": another program uses port " + stranger.port()
                                         + " of 127.0.0.1: stop it, or choose another port ("
                                         + setting + " or port_offset)");
}

void TstListenerSet::addressOfAnotherMachineIsToldBySetting()
{
    World world;
    const tcp::endpoint elsewhere(boost::asio::ip::make_address("192.0.2.1"), 9025);
    const auto refused = world.set.change({{Protocol::smtp, elsewhere}});
    QVERIFY(!refused && refused.error().code == Code::invalid);
    const std::string& said = refused.error().detail;
    QVERIFY2(said.starts_with("listen_addresses: cannot listen on 192.0.2.1 port 9025: "),
             said.c_str());
    QVERIFY2(said.ends_with("choose addresses that this machine has"), said.c_str());
}

void TstListenerSet::startGoesOnAndListsTheProblem()
{
    const Stranger stranger;
    World world;
    QVERIFY(!world.set.openWhatWorks({{Protocol::smtp, stranger.acceptor.local_endpoint()}}));
    const auto listed = world.set.list();
    QCOMPARE(listed.size(), std::size_t{1});
    QVERIFY(listed[0].problem.starts_with("smtp_port: another program uses port "));
}

void TstListenerSet::whatListenedBeforeStillDoes()
{
    const Stranger stranger;
    World world;
    const app::Endpoint good{Protocol::imaps,
                             tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
    QVERIFY(world.set.change({good}));
    QVERIFY(!world.set.change({good, {Protocol::smtp, stranger.acceptor.local_endpoint()}}));
    QCOMPARE(world.set.list().size(), std::size_t{1});
    QVERIFY(world.set.list()[0].problem.empty());
}

/// The threads may be slow to begin what is taken back at once.
void TstListenerSet::closedBeforeItRanIsNoHarm()
{
    World world;
    QVERIFY(world.set.change(
        {{Protocol::imaps, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)}}));
    world.set.closeAll();
    QCOMPARE(world.tasks.running(), std::size_t{1});
    world.threads.start();
    QVERIFY(world.tasks.waitUntilIdle(std::chrono::seconds(30)));
}

QTEST_GUILESS_MAIN(TstListenerSet)
#include "tst_listener_set.moc"
