// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/net/pair.h"
#include "tests/net/tls_client.h"

#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <QTest>

#include <csignal>
#include <thread>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;
using test::Local;
using test::Pair;
using test::RawTlsClient;

namespace {

/// Stands for a commit that takes its time.
struct SlowStore {
    explicit SlowStore(asio::io_context& io) : commit(io, asio::steady_timer::time_point::max()) {}
    asio::steady_timer commit;
    int waiting = 0;
};

enum class End { peer_vanished, shut_down, deadline };

/// A session whose answer waits for the store while its peer vanishes. It owns its connection;
/// `known` is what a registry of sessions would hold.
asio::awaitable<void>
serve(Connection peer, const TlsServer* tls, SlowStore& store, Connection** known)
{
    *known = &peer;
    try {
        if (tls) co_await peer.acceptTls(*tls, TlsPolicy::mail_client);
        (void)co_await peer.readLine(100);
        ++store.waiting;
        boost::system::error_code ignored;
        co_await store.commit.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        co_await peer.write("an answer for the one who vanished\r\n");
        co_await peer.write("and its second half\r\n");
    } catch (const boost::system::system_error&) {
        // It has gone.
    }
    *known = nullptr;
}

/// The next client, who may be given the number of the last. Is greeted before and after the
/// other session ends.
asio::awaitable<void> greetTwice(Connection peer, std::string greeting)
{
    co_await peer.write(greeting);
    (void)co_await peer.readLine(100);
    co_await peer.write(greeting);
    co_await peer.close();
}

std::string receivedBy(Local::socket& client)
{
    std::string octets;
    boost::system::error_code ec;
    asio::read(client, asio::dynamic_buffer(octets), ec);
    return octets;
}

} // namespace

class TstDescriptors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noAnswerReachesAStranger_data();
    void noAnswerReachesAStranger();

private:
    TlsServer tls_;
};

void TstDescriptors::initTestCase()
{
    std::signal(SIGPIPE, SIG_IGN); // as roostd does
    QVERIFY(tls_.use(test::identityFor("chat.example")));
}

void TstDescriptors::noAnswerReachesAStranger_data()
{
    QTest::addColumn<bool>("secure");
    QTest::addColumn<int>("end");
    QTest::addColumn<int>("rounds");
    QTest::newRow("plain, vanished") << false << int(End::peer_vanished) << 700;
    QTest::newRow("plain, shut down") << false << int(End::shut_down) << 700;
    QTest::newRow("plain, deadline") << false << int(End::deadline) << 700;
    QTest::newRow("tls, vanished") << true << int(End::peer_vanished) << 100;
    QTest::newRow("tls, shut down") << true << int(End::shut_down) << 100;
    QTest::newRow("tls, deadline") << true << int(End::deadline) << 100;
}

void TstDescriptors::noAnswerReachesAStranger()
{
    QFETCH(bool, secure);
    QFETCH(int, end);
    QFETCH(int, rounds);
    asio::io_context io;
    for (int round = 0; round < rounds; ++round) {
        SlowStore store(io);
        Pair victim(io);
        Connection* known = nullptr;
        asio::co_spawn(io, serve(std::move(victim.server), secure ? &tls_ : nullptr, store, &known),
                       asio::detached);
        std::thread client([secure, descriptor = victim.client.release()] {
            RawTlsClient peer(descriptor);
            if (!secure)
                (void)!::write(descriptor, "DATA\r\n", 6);
            else if (peer.connect({}))
                peer.write("DATA\r\n");
        }); // and closes
        io.restart();
        while (store.waiting == 0) io.run_one();
        client.join();
        QVERIFY(known);
        if (end == int(End::shut_down)) known->shutdown();
        if (end == int(End::deadline)) known->expiresAfter(0ms);
        io.poll();

        Pair stranger(io);
        const std::string greeting = "* OK for number " + std::to_string(round) + "\r\n";
        asio::co_spawn(io, greetTwice(std::move(stranger.server), greeting), asio::detached);
        io.poll();
        store.commit.cancel();
        io.poll();
        QVERIFY(!known); // the session ended
        asio::write(stranger.client, asio::buffer(std::string("NOOP\r\n")));
        stranger.client.shutdown(Local::socket::shutdown_send);
        io.poll();
        QCOMPARE(receivedBy(stranger.client), greeting + greeting);
    }
}

QTEST_GUILESS_MAIN(TstDescriptors)
#include "tst_descriptors.moc"
