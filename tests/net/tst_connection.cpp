// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/connection.h"
#include "tests/net/pair.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;
using test::errorOf;
using test::Pair;
using test::runAll;

namespace {

asio::awaitable<void> readLines(Connection& peer, QStringList& lines, int count)
{
    for (int i = 0; i < count; ++i) {
        const std::string line = co_await peer.readLine(20);
        lines += (peer.lineWasTooLong() ? "cut:" : "") + QString::fromStdString(line);
    }
}

asio::awaitable<void> sendOctetByOctet(test::Local::socket& socket, std::string octets)
{
    for (const char c : octets) {
        co_await asio::async_write(socket, asio::buffer(&c, 1), asio::use_awaitable);
        co_await asio::post(socket.get_executor(), asio::use_awaitable); // the reader's turn
    }
}

asio::awaitable<void> readAnyLine(Connection& peer)
{
    (void)co_await peer.readLine(100);
}

asio::awaitable<void> writeLots(Connection& peer)
{
    const std::string octets(100000, 'x');
    for (int i = 0; i < 1000; ++i) co_await peer.write(octets);
}

asio::awaitable<void> lineOrWake(Connection& peer, QStringList& seen, int count)
{
    for (int i = 0; i < count; ++i) {
        std::string line;
        const Event event = co_await peer.readLineOrWake(line, 100);
        seen += event == Event::line ? QString::fromStdString(line) : QString("(woken)");
    }
}

asio::awaitable<void> rearmWhenDue(Connection& peer, std::string& line)
{
    peer.expiresAfter(1ms);
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 5) {
    } // the timer is due, and its handler comes after us
    peer.expiresAfter(1h);
    line = co_await peer.readLine(100);
    line += co_await peer.readLine(100);
}

asio::awaitable<void> takeLiteral(Connection& peer, std::string& literal, std::string& rest)
{
    (void)co_await peer.readLine(100);
    while (literal.size() < 10000) {
        std::string_view octets = co_await peer.peek();
        octets = octets.substr(0, 10000 - literal.size());
        literal += octets;
        peer.consume(octets.size());
    }
    rest = co_await peer.readLine(100);
}

asio::awaitable<void> writeAndClose(Connection& peer, std::string octets)
{
    peer.queue(octets);
    co_await peer.close();
}

asio::awaitable<void> refuse(Connection peer)
{
    (void)co_await peer.readLine(10);
    co_await writeAndClose(peer, "431\r\n");
}

asio::awaitable<void> talkThenListen(tcp::socket& client, std::string words, std::string& answer)
{
    co_await asio::async_write(client, asio::buffer(words), asio::use_awaitable);
    client.shutdown(tcp::socket::shutdown_send);
    boost::system::error_code end;
    co_await asio::async_read(client, asio::dynamic_buffer(answer),
                              asio::redirect_error(asio::use_awaitable, end));
    if (end != asio::error::eof) throw boost::system::system_error(end);
}

} // namespace

class TstConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesArriveWholeOctetByOctet();
    void wakeBeforeAWaitCounts();
    void wakeEndsAWaitAndThePartialLineStays();
    void aPlannedWakeComesOnceBeforeTheDeadline();
    void aLineGoesBeforeAWake();
    void aDeadlineEndsAWait();
    void aDeadlineEndsAWriteToADeafPeer();
    void aDeadlineMovedWhenDueDoesNotCut();
    void aDeadlineCanBeMovedNearer();
    void afterTheDeadlineNothingIsSent();
    void shutdownEndsAWait();
    void whatIsQueuedLeavesBeforeAReadWaits();
    void whoIsAskedToEndReadsNoMoreButHasLastWords();
    void whoIsAskedToEndGoesOnWriting();
    void theLastMomentsCannotBeProlonged();
    void literalsArePeekedAndConsumed();
    void aLongAnswerReachesASlowReader();
    void aVanishedPeerIsAnErrorNotASignal();
    void lastWordsSurviveUnreadInput();
    void whoSaysAllBeforeListeningIsHeardOut();
    void originIsTheNetwork_data();
    void originIsTheNetwork();
};

void TstConnection::linesArriveWholeOctetByOctet()
{
    asio::io_context io;
    Pair pair(io);
    QStringList lines;
    const std::string input = "one\r\n\r\ntwo\n" + std::string(30, 'x') + "\r\nend\r\n";
    asio::co_spawn(io, sendOctetByOctet(pair.client, input), asio::detached);
    runAll(io, readLines(pair.server, lines, 5));
    QCOMPARE(lines, QStringList({"one", "", "two", "cut:" + QString(20, 'x'), "end"}));
    QVERIFY(pair.server.inputEmpty());
}

void TstConnection::wakeBeforeAWaitCounts()
{
    asio::io_context io;
    Pair pair(io);
    QStringList seen;
    pair.server.wake();
    pair.server.wake();
    runAll(io, lineOrWake(pair.server, seen, 1));
    QCOMPARE(seen, QStringList("(woken)"));
}

void TstConnection::wakeEndsAWaitAndThePartialLineStays()
{
    asio::io_context io;
    Pair pair(io);
    QStringList seen;
    asio::co_spawn(io, lineOrWake(pair.server, seen, 3), asio::detached);
    asio::write(pair.client, asio::buffer("DO", 2));
    io.poll();
    QCOMPARE(seen, QStringList());
    pair.server.wake();
    io.poll();
    QCOMPARE(seen, QStringList("(woken)"));
    asio::write(pair.client, asio::buffer("NE\r\n", 4));
    io.poll();
    QCOMPARE(seen, QStringList({"(woken)", "DONE"}));
    asio::write(pair.client, asio::buffer("x\r\n", 3)); // the wake was used up
    io.run();
    QCOMPARE(seen, QStringList({"(woken)", "DONE", "x"}));
}

void TstConnection::aPlannedWakeComesOnceBeforeTheDeadline()
{
    asio::io_context io;
    Pair pair(io);
    QStringList seen;
    pair.server.expiresAfter(60ms);
    pair.server.wakeAfter(1h);
    pair.server.wakeAfter(5ms);
    QVERIFY(errorOf(io, lineOrWake(pair.server, seen, 2)) == asio::error::timed_out);
    QCOMPARE(seen, QStringList("(woken)"));
}

void TstConnection::aLineGoesBeforeAWake()
{
    asio::io_context io;
    Pair pair(io);
    QStringList seen;
    asio::write(pair.client, asio::buffer("a\r\nb\r\n", 6));
    pair.server.wake();
    runAll(io, lineOrWake(pair.server, seen, 3));
    QCOMPARE(seen, QStringList({"a", "b", "(woken)"}));
}

void TstConnection::aDeadlineEndsAWait()
{
    asio::io_context io;
    Pair pair(io);
    pair.server.expiresAfter(10ms);
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::timed_out);
}

void TstConnection::aDeadlineEndsAWriteToADeafPeer()
{
    asio::io_context io;
    Pair pair(io);
    pair.server.expiresAfter(10ms);
    QVERIFY(errorOf(io, writeLots(pair.server)) == asio::error::timed_out);
}

void TstConnection::aDeadlineMovedWhenDueDoesNotCut()
{
    asio::io_context io;
    Pair pair(io);
    std::string line;
    asio::co_spawn(io, sendOctetByOctet(pair.client, "a\r\nb\r\n"), asio::detached);
    runAll(io, rearmWhenDue(pair.server, line));
    QCOMPARE(line, std::string("ab"));
}

void TstConnection::aDeadlineCanBeMovedNearer()
{
    asio::io_context io;
    Pair pair(io);
    pair.server.expiresAfter(std::chrono::steady_clock::duration::max());
    pair.server.expiresAfter(1h);
    pair.server.expiresAfter(10ms);
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::timed_out);
}

void TstConnection::afterTheDeadlineNothingIsSent()
{
    asio::io_context io;
    Pair pair(io);
    pair.server.expiresAfter(1ms);
    io.run(); // nothing was in flight
    QVERIFY(errorOf(io, writeAndClose(pair.server, "late")) == boost::system::error_code());
    char octet = 0;
    boost::system::error_code ec;
    asio::read(pair.client, asio::buffer(&octet, 1), ec);
    QVERIFY(ec == asio::error::eof);
}

void TstConnection::shutdownEndsAWait()
{
    asio::io_context io;
    Pair pair(io);
    asio::post(io, [&] { pair.server.shutdown(); });
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::operation_aborted);
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::operation_aborted);
}

/// A client that waits for the answer to its first command before it completes the second.
void TstConnection::whatIsQueuedLeavesBeforeAReadWaits()
{
    asio::io_context io;
    Pair pair(io);
    QStringList lines;
    std::string answer(2, ' ');
    asio::write(pair.client, asio::buffer(std::string("one\r\ntw")));
    pair.server.queue("ok");
    asio::co_spawn(io, readLines(pair.server, lines, 2), asio::detached);
    asio::async_read(pair.client, asio::buffer(answer), [&](boost::system::error_code, size_t) {
        asio::write(pair.client, asio::buffer(std::string("o\r\n")));
    });
    io.run_for(5s);
    QCOMPARE(answer, std::string("ok"));
    QCOMPARE(lines, QStringList({"one", "two"}));
}

void TstConnection::whoIsAskedToEndReadsNoMoreButHasLastWords()
{
    asio::io_context io;
    Pair pair(io);
    pair.server.expiresAfter(1h);
    asio::post(io, pair.server.ender());
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::shut_down);
    asio::write(pair.client, asio::buffer(std::string("a line that is not read\r\n")));
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::shut_down);
    asio::co_spawn(io, writeAndClose(pair.server, "bye"), asio::detached);
    io.restart();
    io.poll();
    std::string heard(3, ' ');
    asio::read(pair.client, asio::buffer(heard));
    QCOMPARE(heard, std::string("bye"));
}

void TstConnection::whoIsAskedToEndGoesOnWriting()
{
    asio::io_context io;
    Pair pair(io);
    std::string answer(1'000'000, 'x');
    std::string heard(answer.size(), ' ');
    bool is_sent = false;
    asio::co_spawn(io, pair.server.write(answer),
                   [&](std::exception_ptr failure) { is_sent = !failure; });
    io.poll(); // the peer reads nothing yet: the write waits
    pair.server.askToEnd();
    asio::async_read(pair.client, asio::buffer(heard), [](boost::system::error_code, size_t) {});
    io.run_for(4s);
    QVERIFY(is_sent);
    QVERIFY(heard == answer);
}

void TstConnection::theLastMomentsCannotBeProlonged()
{
    asio::io_context io;
    Pair pair(io);
    pair.server.expiresAfter(10ms);
    pair.server.askToEnd();
    pair.server.expiresAfter(1h);
    QVERIFY(errorOf(io, writeLots(pair.server)) == asio::error::timed_out);
}

void TstConnection::literalsArePeekedAndConsumed()
{
    asio::io_context io;
    Pair pair(io);
    std::string literal, rest;
    const std::string sent(10000, 'l');
    asio::co_spawn(io, sendOctetByOctet(pair.client, "A {10000}\r\n" + sent + ")\r\n"),
                   asio::detached);
    runAll(io, takeLiteral(pair.server, literal, rest));
    QCOMPARE(literal, sent);
    QCOMPARE(rest, std::string(")"));
}

void TstConnection::aLongAnswerReachesASlowReader()
{
    asio::io_context io;
    Pair pair(io);
    std::string sent;
    for (int i = 0; i < 300000; ++i) sent += static_cast<char>('a' + i % 23);
    asio::co_spawn(io, writeAndClose(pair.server, sent), asio::detached);
    std::string received;
    while (received.size() < sent.size()) {
        io.poll();
        char octets[1000];
        received.append(octets, pair.client.read_some(asio::buffer(octets)));
    }
    QCOMPARE(received, sent);
}

void TstConnection::aVanishedPeerIsAnErrorNotASignal()
{
    std::signal(SIGPIPE, SIG_DFL);
    asio::io_context io;
    Pair pair(io);
    pair.client.close();
    QVERIFY(errorOf(io, writeLots(pair.server)) == asio::error::broken_pipe);
    QVERIFY(errorOf(io, readAnyLine(pair.server)) == asio::error::eof);
}

void TstConnection::lastWordsSurviveUnreadInput()
{
    asio::io_context io;
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    tcp::socket client(io);
    client.connect(acceptor.local_endpoint());
    Connection server(acceptor.accept());
    QCOMPARE(server.origin().network, std::string("127.0.0.0/24"));
    asio::write(client, asio::buffer(std::string(50000, 'x')));
    asio::co_spawn(io, writeAndClose(server, "221 bye\r\n"), asio::detached);
    io.poll();
    client.shutdown(tcp::socket::shutdown_send);
    io.poll();
    {
        const Connection gone = std::move(server);
    }
    std::string received;
    boost::system::error_code ec;
    asio::read(client, asio::dynamic_buffer(received), ec);
    QVERIFY(ec == asio::error::eof); // not reset
    QCOMPARE(received, std::string("221 bye\r\n"));
}

void TstConnection::whoSaysAllBeforeListeningIsHeardOut()
{
    asio::io_context io;
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    tcp::socket client(io);
    client.connect(acceptor.local_endpoint());
    asio::co_spawn(io, refuse(Connection(acceptor.accept())), asio::detached);
    std::string answer;
    const std::string words = "GET\r\n" + std::string(3'000'000, 'x');
    runAll(io, talkThenListen(client, words, answer)); // throws when reset
    QCOMPARE(answer, std::string("431\r\n"));
}

void TstConnection::originIsTheNetwork_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("network");
    QTest::addColumn<bool>("loopback");
    QTest::newRow("v4") << "192.0.2.77"
                        << "192.0.2.0/24" << false;
    QTest::newRow("v4 loopback") << "127.1.2.3"
                                 << "127.1.2.0/24" << true;
    QTest::newRow("v4 in v6") << "::ffff:192.0.2.77"
                              << "192.0.2.0/24" << false;
    QTest::newRow("v6") << "2001:db8:1:22ff:5::6"
                        << "2001:db8:1:2200::/56" << false;
    QTest::newRow("v6 loopback") << "::1"
                                 << "::/56" << true;
}

void TstConnection::originIsTheNetwork()
{
    QFETCH(QString, address);
    QFETCH(QString, network);
    QFETCH(bool, loopback);
    const tcp::endpoint endpoint(asio::ip::make_address(address.toStdString()), 1);
    const Origin origin = originOf(endpoint);
    QCOMPARE(QString::fromStdString(origin.network), network);
    QCOMPARE(origin.is_loopback, loopback);
}

QTEST_GUILESS_MAIN(TstConnection)
#include "tst_connection.moc"
