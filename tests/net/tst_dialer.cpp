// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dialer.h"
#include "tests/net/pair.h"
#include "tests/support/fake_lookup.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

#include <QTest>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::net;
using namespace std::chrono_literals;
using asio::ip::tcp;
using test::addressData;
using test::FakeLookup;

namespace {

using Clock = std::chrono::steady_clock;

/// Answers some types only after a while, or when it is given up.
class SlowLookup final : public dns::Lookup {
public:
    SlowLookup(FakeLookup& names, std::map<dns::Type, std::chrono::milliseconds> delays)
        : names_(names), delays_(std::move(delays))
    {
    }
    asio::awaitable<dns::Answer> ask(std::string name,
                                     dns::Type type,
                                     std::chrono::milliseconds limit,
                                     dns::Freshness freshness) override
    {
        if (delays_.contains(type)) {
            asio::steady_timer timer(co_await asio::this_coro::executor);
            timer.expires_after(delays_[type]);
            co_await timer.async_wait(asio::use_awaitable);
        }
        co_return co_await names_.ask(std::move(name), type, limit, freshness);
    }

private:
    FakeLookup& names_;
    std::map<dns::Type, std::chrono::milliseconds> delays_;
};

/// A port on which `host` listens; the kernel greets.
struct Host {
    Host(asio::io_context& io, const std::string& address, std::uint16_t wanted = 0) : acceptor(io)
    {
        const tcp::endpoint endpoint(asio::ip::make_address(address), wanted);
        acceptor.open(endpoint.protocol());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true));
        acceptor.bind(endpoint);
    }
    /// Until then connections are refused.
    void listen() { acceptor.listen(); }
    std::uint16_t port() const { return acceptor.local_endpoint().port(); }
    tcp::acceptor acceptor;
};

asio::awaitable<void> dialInto(Dialer& dialer, Dialing dialing, std::optional<Dialed>& dialed)
{
    dialed.emplace(co_await dialer.dial(dialing));
}

struct World {
    asio::io_context io;
    FakeLookup names;

    Dialed dial(dns::Lookup& lookup,
                std::uint16_t port,
                std::chrono::milliseconds limit = 5s,
                bool v6 = true)
    {
        Dialer dialer(lookup);
        Dialing dialing;
        dialing.host = "mx.b.test";
        dialing.port = port;
        dialing.limit = limit;
        dialing.use_ipv6 = v6;
        std::optional<Dialed> dialed;
        const auto begin = Clock::now();
        test::runAll(io, dialInto(dialer, dialing, dialed));
        took = Clock::now() - begin;
        return std::move(*dialed);
    }
    std::string peerOf(const Dialed& dialed) const
    {
        sockaddr_storage storage{};
        socklen_t size = sizeof storage;
        ::getpeername(dialed.connection->nativeHandle(), reinterpret_cast<sockaddr*>(&storage),
                      &size);
        tcp::endpoint endpoint;
        std::memcpy(endpoint.data(), &storage, size);
        endpoint.resize(size);
        return endpoint.address().to_string();
    }
    Clock::duration took{};
};

dns::Answer secure(std::vector<std::string> records)
{
    dns::Answer answer;
    answer.status = dns::Status::found;
    answer.records = std::move(records);
    answer.is_secure = true;
    return answer;
}

} // namespace

class TstDialer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ipv4IsPreferred();
    void ipv6IsTakenWhenIpv4Refuses();
    void ipv6IsTakenWhenThereIsNoOther();
    void ipv6CanBeSwitchedOff();
    void aSlowLookUpHoldsNobodyUp();
    void theNextAddressIsTriedAtOnce();
    void anAddressNeedsNoName();
    void commandsLeaveAtOnce();
    void addressesAreSecureWhenAllAre();
    void everyFaultHasItsName_data();
    void everyFaultHasItsName();
    void silenceEndsAtTheLimit();
    void cancellingEndsAll();
};

void TstDialer::ipv4IsPreferred()
{
    World world;
    Host v4(world.io, "127.0.0.1");
    Host v6(world.io, "::1", v4.port());
    v4.listen();
    v6.listen();
    world.names.add("mx.b.test", dns::Type::a, {addressData("127.0.0.1")});
    world.names.add("mx.b.test", dns::Type::aaaa, {addressData("::1")});
    QCOMPARE(world.peerOf(world.dial(world.names, v4.port())), std::string("127.0.0.1"));
    // Also when the other answer is here first, for the length of the head start.
    SlowLookup slow(world.names, {{dns::Type::a, 100ms}});
    QCOMPARE(world.peerOf(world.dial(slow, v4.port())), std::string("127.0.0.1"));
}

void TstDialer::ipv6IsTakenWhenIpv4Refuses()
{
    World world;
    Host v4(world.io, "127.0.0.1");
    Host v6(world.io, "::1", v4.port());
    v6.listen();
    world.names.add("mx.b.test", dns::Type::a, {addressData("127.0.0.1")});
    world.names.add("mx.b.test", dns::Type::aaaa, {addressData("::1")});
    QCOMPARE(world.peerOf(world.dial(world.names, v4.port())), std::string("::1"));
    QVERIFY(world.took < 200ms); // at once, not after the head start
}

void TstDialer::ipv6IsTakenWhenThereIsNoOther()
{
    World world;
    Host v6(world.io, "::1");
    v6.listen();
    world.names.add("mx.b.test", dns::Type::aaaa, {addressData("::1")});
    QCOMPARE(world.peerOf(world.dial(world.names, v6.port())), std::string("::1"));
    QVERIFY(world.took < 200ms);
}

void TstDialer::ipv6CanBeSwitchedOff()
{
    World world;
    Host v6(world.io, "::1");
    v6.listen();
    world.names.add("mx.b.test", dns::Type::aaaa, {addressData("::1")});
    const Dialed dialed = world.dial(world.names, v6.port(), 5s, false);
    QVERIFY(dialed.fault == DialFault::no_address);
    QCOMPARE(world.names.asked.size(), 1U);
}

void TstDialer::aSlowLookUpHoldsNobodyUp()
{
    World world;
    Host v4(world.io, "127.0.0.1");
    Host v6(world.io, "::1", v4.port());
    v4.listen();
    v6.listen();
    world.names.add("mx.b.test", dns::Type::a, {addressData("127.0.0.1")});
    world.names.add("mx.b.test", dns::Type::aaaa, {addressData("::1")});
    SlowLookup no_v6(world.names, {{dns::Type::aaaa, 60s}});
    QCOMPARE(world.peerOf(world.dial(no_v6, v4.port())), std::string("127.0.0.1"));
    QVERIFY(world.took < 200ms);
    SlowLookup no_v4(world.names, {{dns::Type::a, 60s}});
    QCOMPARE(world.peerOf(world.dial(no_v4, v4.port())), std::string("::1"));
    QVERIFY(world.took >= Dialer::HeadStart && world.took < 3s);
}

void TstDialer::theNextAddressIsTriedAtOnce()
{
    World world;
    Host first(world.io, "127.0.0.1");
    Host second(world.io, "127.0.0.2", first.port());
    second.listen();
    world.names.add("mx.b.test", dns::Type::a,
                    {addressData("127.0.0.1"), addressData("127.0.0.2")});
    QCOMPARE(world.peerOf(world.dial(world.names, first.port())), std::string("127.0.0.2"));
    QVERIFY(world.took < 200ms);
}

void TstDialer::anAddressNeedsNoName()
{
    for (const std::string& address : {std::string("127.0.0.1"), std::string("::1")}) {
        World world;
        Host host(world.io, address);
        host.listen();
        Dialer dialer(world.names);
        Dialing dialing;
        dialing.host = address;
        dialing.port = host.port();
        std::optional<Dialed> dialed;
        test::runAll(world.io, dialInto(dialer, dialing, dialed));
        QCOMPARE(world.peerOf(*dialed), address);
        QVERIFY(world.names.asked.empty());
        QVERIFY(!dialed->is_name_secure);
    }
}

void TstDialer::commandsLeaveAtOnce()
{
    for (const std::string& address : {std::string("127.0.0.1"), std::string("::1")}) {
        World world;
        Host host(world.io, address);
        host.listen();
        const auto type = address == "::1" ? dns::Type::aaaa : dns::Type::a;
        world.names.add("mx.b.test", type, {addressData(address)});
        const Dialed dialed = world.dial(world.names, host.port());
        QVERIFY(dialed.connection);
        QCOMPARE(test::noDelay(*dialed.connection), 1);
    }
}

void TstDialer::addressesAreSecureWhenAllAre()
{
    World world;
    Host host(world.io, "127.0.0.1");
    host.listen();
    world.names.add("mx.b.test", dns::Type::a, secure({addressData("127.0.0.1")}));
    dns::Answer nothing = secure({});
    nothing.status = dns::Status::no_data;
    world.names.add("mx.b.test", dns::Type::aaaa, nothing);
    QVERIFY(world.dial(world.names, host.port()).is_name_secure);
    nothing.is_secure = false;
    world.names.add("mx.b.test", dns::Type::aaaa, nothing);
    QVERIFY(!world.dial(world.names, host.port()).is_name_secure);
}

void TstDialer::everyFaultHasItsName_data()
{
    QTest::addColumn<QString>("a"); // what DNS says of A
    QTest::addColumn<QString>("aaaa");
    QTest::addColumn<int>("fault");
    const auto number = [](DialFault fault) { return static_cast<int>(fault); };
    QTest::newRow("nothing") << "none"
                             << "none" << number(DialFault::no_address);
    QTest::newRow("failed") << "failed"
                            << "failed" << number(DialFault::dns_failed);
    QTest::newRow("half failed") << "none"
                                 << "failed" << number(DialFault::dns_failed);
    QTest::newRow("bogus") << "none"
                           << "bogus" << number(DialFault::dns_bogus);
    QTest::newRow("refused") << "127.0.0.1"
                             << "none" << number(DialFault::refused);
    QTest::newRow("refused by one") << "127.0.0.1"
                                    << "2001:db8::1" << number(DialFault::refused);
    // 255.255.255.255 is no host: the kernel says so at once.
    QTest::newRow("no way") << "255.255.255.255"
                            << "none" << number(DialFault::unreachable);
}

void TstDialer::everyFaultHasItsName()
{
    QFETCH(QString, a);
    QFETCH(QString, aaaa);
    QFETCH(int, fault);
    World world;
    Host closed(world.io, "127.0.0.1");
    const auto add = [&](dns::Type type, const QString& what) {
        dns::Answer answer = dns::failure("no server answers");
        answer.is_bogus = what == "bogus";
        if (what == "none") answer.status = dns::Status::no_data;
        if (what.contains('.') || what.contains(':')) {
            answer.status = dns::Status::found;
            answer.records = {addressData(what.toStdString())};
        }
        world.names.add("mx.b.test", type, answer);
    };
    add(dns::Type::a, a);
    add(dns::Type::aaaa, aaaa);
    const Dialed dialed = world.dial(world.names, closed.port(), 1s);
    QCOMPARE(static_cast<int>(dialed.fault), fault);
    QVERIFY(!dialed.connection);
    QVERIFY(!dialed.why.empty());
}

/// A listener whose backlog is full: the kernel answers nothing more.
struct SilentHost : Host {
    explicit SilentHost(asio::io_context& io) : Host(io, "127.0.0.1")
    {
        acceptor.listen(0);
        for (int i = 0; i < 2; ++i) {
            const auto endpoint = acceptor.local_endpoint();
            waiting.emplace_back(io);
            waiting.back().open(tcp::v4());
            waiting.back().native_non_blocking(true);
            ::connect(waiting.back().native_handle(), endpoint.data(), socklen_t(endpoint.size()));
        }
    }
    std::list<tcp::socket> waiting;
};

void TstDialer::silenceEndsAtTheLimit()
{
    World world;
    SilentHost host(world.io);
    world.names.add("mx.b.test", dns::Type::a, {addressData("127.0.0.1")});
    const Dialed dialed = world.dial(world.names, host.port(), 300ms);
    QVERIFY(dialed.fault == DialFault::timed_out);
    QVERIFY(world.took >= 300ms && world.took < 3s);
}

void TstDialer::cancellingEndsAll()
{
    World world;
    SilentHost host(world.io);
    world.names.add("mx.b.test", dns::Type::a, {addressData("127.0.0.1")});
    SlowLookup slow(world.names, {{dns::Type::aaaa, 60s}});
    Dialer dialer(slow);
    Dialing dialing;
    dialing.host = "mx.b.test";
    dialing.port = host.port();
    std::optional<Dialed> dialed;
    std::exception_ptr thrown;
    asio::cancellation_signal signal;
    asio::co_spawn(world.io, dialInto(dialer, dialing, dialed),
                   asio::bind_cancellation_slot(signal.slot(),
                                                [&](const std::exception_ptr& e) { thrown = e; }));
    asio::steady_timer timer(world.io, 50ms);
    timer.async_wait(
        [&](boost::system::error_code) { signal.emit(asio::cancellation_type::terminal); });
    const auto begin = Clock::now();
    world.io.run(); // ends only when nothing of it is left
    QVERIFY(Clock::now() - begin < 5s);
    QVERIFY(thrown);
    QVERIFY(!dialed);
}

QTEST_GUILESS_MAIN(TstDialer)
#include "tst_dialer.moc"
