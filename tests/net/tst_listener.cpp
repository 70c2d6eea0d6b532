// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/log.h"
#include "backend/core/tasks.h"
#include "backend/net/listener.h"
#include "tests/net/pair.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>

#include <QElapsedTimer>
#include <QTest>

#include <sys/resource.h>

#include <list>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;

namespace {

tcp::endpoint anyPort()
{
    return {asio::ip::address_v4::loopback(), 0};
}

asio::awaitable<void> greet(Connection peer)
{
    co_await peer.write("hello");
}

struct World {
    asio::io_context io;
    core::Tasks tasks;
    int served = 0;

    void run(Listener& listener)
    {
        tasks.spawn(io.get_executor(), listener.run([this](Connection peer) {
            ++served;
            tasks.spawn(io.get_executor(), greet(std::move(peer)));
        }));
    }

    /// Lets the world turn until `done` or five seconds have passed.
    template <class Done>
    bool turnUntil(Done done)
    {
        QElapsedTimer clock;
        clock.start();
        io.restart();
        while (!done() && clock.elapsed() < 5000) io.run_one_for(20ms);
        return done();
    }
};

std::string received(tcp::socket& socket)
{
    std::string octets;
    boost::system::error_code ec;
    asio::read(socket, asio::dynamic_buffer(octets), ec);
    return ec == asio::error::eof ? octets : ec.message();
}

std::string codeOf(const Result<>& result)
{
    return result ? "free" : std::string(codeName(result.error().code));
}

/// The least limit under which nothing new can be opened.
rlim_t openDescriptors()
{
    const int next = ::dup(0);
    ::close(next);
    return static_cast<rlim_t>(next);
}

} // namespace

class TstListener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void peersAreServed();
    void answersLeaveAtOnce();
    void anAddressInUseIsNoticed();
    void anAddressOfAnotherMachineIsRefused();
    void threadsShareAnAddress();
    void closeServesTheBacklogFirst();
    void aClosedListenerFreesItsAddress();
    void aListenerThatNeverRanCloses();
    void aThrowingServeCostsOnePeer();
    void outOfDescriptorsIsWaitedOut();
};

void TstListener::peersAreServed()
{
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    world.run(*listener);
    tcp::socket first(world.io), second(world.io);
    first.connect(listener->endpoint());
    second.connect(listener->endpoint());
    QVERIFY(world.turnUntil([&] { return world.served == 2 && world.tasks.running() == 1; }));
    QCOMPARE(received(first), std::string("hello"));
    QCOMPARE(received(second), std::string("hello"));
    listener->close();
    QVERIFY(world.turnUntil([&] { return world.tasks.running() == 0; }));
}

/// No answer waits until the one before is acknowledged.
void TstListener::answersLeaveAtOnce()
{
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    int no_delay = -1;
    world.tasks.spawn(world.io.get_executor(), listener->run([&](const Connection& peer) {
        no_delay = test::noDelay(peer);
    }));
    tcp::socket client(world.io);
    client.connect(listener->endpoint());
    QVERIFY(world.turnUntil([&] { return no_delay >= 0; }));
    QCOMPARE(no_delay, 1);
    listener->close();
    QVERIFY(world.turnUntil([&] { return world.tasks.running() == 0; }));
}

void TstListener::anAddressInUseIsNoticed()
{
    World world;
    QCOMPARE(codeOf(probeAddress(anyPort())), std::string("free"));
    tcp::endpoint endpoint;
    {
        const auto listener = Listener::open(world.io.get_executor(), anyPort());
        QVERIFY(listener);
        endpoint = listener->endpoint();
        QCOMPARE(codeOf(probeAddress(endpoint)), std::string("exists"));
        const tcp::endpoint everywhere(asio::ip::address_v4::any(), endpoint.port());
        QCOMPARE(codeOf(probeAddress(everywhere)), std::string("exists"));
    }
    world.io.run();
    QCOMPARE(codeOf(probeAddress(endpoint)), std::string("free"));
}

void TstListener::anAddressOfAnotherMachineIsRefused()
{
    const tcp::endpoint elsewhere(asio::ip::make_address("192.0.2.1"), 9);
    QCOMPARE(codeOf(probeAddress(elsewhere)), std::string("invalid"));
    World world;
    QVERIFY(!Listener::open(world.io.get_executor(), elsewhere));
}

void TstListener::threadsShareAnAddress()
{
    World world;
    const auto first = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(first);
    const auto second = Listener::open(world.io.get_executor(), first->endpoint());
    QVERIFY(second);
    QCOMPARE(first->endpoint(), second->endpoint());
}

void TstListener::closeServesTheBacklogFirst()
{
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    std::list<tcp::socket> clients;
    for (int i = 0; i < 40; ++i) clients.emplace_back(world.io).connect(listener->endpoint());
    world.run(*listener);
    listener->close();
    QVERIFY(world.turnUntil([&] { return world.tasks.running() == 0; }));
    for (tcp::socket& client : clients) QCOMPARE(received(client), std::string("hello"));
    QCOMPARE(world.served, 40);
}

void TstListener::aClosedListenerFreesItsAddress()
{
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    const auto endpoint = listener->endpoint();
    world.run(*listener);
    world.io.poll();
    {
        const Listener gone = std::move(*listener);
    }
    QVERIFY(world.turnUntil([&] { return world.tasks.running() == 0; }));
    tcp::socket late(world.io);
    boost::system::error_code ec;
    late.connect(endpoint, ec);
    QVERIFY(ec == asio::error::connection_refused);
}

void TstListener::aListenerThatNeverRanCloses()
{
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    const auto endpoint = listener->endpoint();
    listener->close();
    listener->close();
    world.io.run();
    QCOMPARE(codeOf(probeAddress(endpoint)), std::string("free"));
}

void TstListener::aThrowingServeCostsOnePeer()
{
    QStringList lines;
    core::setLogSink([&](core::Level, const std::string& line) { lines += line.c_str(); });
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    int calls = 0;
    world.tasks.spawn(world.io.get_executor(), listener->run([&](Connection) {
        if (++calls == 1) throw std::runtime_error("a bug");
    }));
    tcp::socket first(world.io), second(world.io);
    first.connect(listener->endpoint());
    second.connect(listener->endpoint());
    QVERIFY(world.turnUntil([&] { return calls == 2; }));
    core::setLogSink({});
    QCOMPARE(lines, QStringList("level=error event=\"connection not served\" why=\"a bug\""));
    listener->close();
    QVERIFY(world.turnUntil([&] { return world.tasks.running() == 0; }));
}

void TstListener::outOfDescriptorsIsWaitedOut()
{
#ifdef __SANITIZE_ADDRESS__ // without, it runs as well in every ./dev test
    QSKIP("the sanitizer needs descriptors of its own to check types");
#endif
    QStringList lines;
    core::setLogSink([&](core::Level, const std::string& line) { lines += line.c_str(); });
    World world;
    auto listener = Listener::open(world.io.get_executor(), anyPort());
    QVERIFY(listener);
    world.run(*listener);
    tcp::socket client(world.io);
    client.connect(listener->endpoint());

    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none{openDescriptors(), before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const bool noticed = world.turnUntil([&] { return !lines.isEmpty(); });
    ::setrlimit(RLIMIT_NOFILE, &before);
    core::setLogSink({});

    QVERIFY(noticed);
    QCOMPARE(lines.first(),
             QString("level=warn event=\"connections wait\" why=\"Too many open files\""));
    QCOMPARE(world.served, 0);
    QVERIFY(world.turnUntil([&] { return world.served == 1 && world.tasks.running() == 1; }));
    QCOMPARE(received(client), std::string("hello"));
    listener->close();
    QVERIFY(world.turnUntil([&] { return world.tasks.running() == 0; }));
}

QTEST_GUILESS_MAIN(TstListener)
#include "tst_listener.moc"
