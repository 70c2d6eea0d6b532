// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/log.h"
#include "tests/delivery/remote_world.h"

#include <QTest>

using namespace roost;
using namespace roost::test;
using namespace std::chrono_literals;

namespace {

constexpr int Destinations = 5000;
constexpr int MessagesEach = 10; // for each that works
constexpr double MostSlower = 1.5;
constexpr double OnceForAll = 4500 * 0.1 / 300; // seconds: 0.1 for each, on 300 places

/// So few that they do not suffice for all.
settings::Values fewPlaces()
{
    settings::Values values = relaySettings();
    values.max_outgoing_connections = 400;
    values.max_failing_connections = 100;
    return values;
}

std::string domainOf(int number)
{
    return "d" + std::to_string(number) + ".test";
}

bool isHealthy(int number)
{
    return number % 10 == 0;
}

/// How long until all that works has its mail, with or without the nine tenths that hang.
struct Crowd {
    explicit Crowd(bool has_hanging)
    {
        Behaviour healthy;
        healthy.latency = 10ms;
        Behaviour hanging;
        hanging.kind = Behaviour::Kind::hangs;
        for (int i = 0; i < Destinations; ++i)
            relay.outside.behaves(domainOf(i), isHealthy(i) ? healthy : hanging);
        relay.write([&](store::Stores& s) {
            const auto body = s.bodies.add({"Subject: x\r\n\r\nx", {}, 15});
            for (int i = 0; i < Destinations; ++i)
                for (int n = 0; n < (isHealthy(i) ? MessagesEach : int{has_hanging}); ++n)
                    add(s, body, domainOf(i), n);
            return 0;
        });
    }
    void add(store::Stores& s, store::BodyId body, const std::string& domain, int number)
    {
        store::QueueRow row;
        row.body_id = number == 0 ? body : s.bodies.add({"Subject: x\r\n\r\nx", {}, 15});
        row.recipient = "a@" + domain;
        row.domain = domain;
        row.octets = 15;
        row.queued_at = row.next_try_at = relay.clock.now();
        s.queue.add(row);
    }
    void makeKnown()
    {
        relay.write([&](store::Stores& s) {
            for (int i = 0; i < Destinations; ++i)
                s.destinations.setStanding(domainOf(i), isHealthy(i) ? store::Standing::good
                                                                     : store::Standing::failing);
            return 0;
        });
    }
    double seconds()
    {
        constexpr std::size_t All = Destinations / 10 * MessagesEach;
        const auto begun = std::chrono::steady_clock::now();
        relay.start();
        if (!relay.becomes([&] { return relay.outside.receivedCount() == All; }, 60s))
            qFatal("only %zu", relay.outside.receivedCount());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        return took.count();
    }

    Relay relay{fewPlaces()};
};

} // namespace

/// 5,000 destinations, nine tenths of which take a connection and say nothing.
class TstCrowd : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::setLogLevel(core::Level::warn); }
    void knownHangingDestinationsDelayNobody();
    void newHangingDestinationsDelayOthersOnce();
};

void TstCrowd::knownHangingDestinationsDelayNobody()
{
    Crowd alone(false), crowded(true);
    alone.makeKnown();
    crowded.makeKnown();
    const double without = alone.seconds();
    const double with = crowded.seconds();
    qInfo("%.2f s alone, %.2f s beside those that hang", without, with);
    QVERIFY(with < MostSlower * without);
    const auto values = crowded.relay.settings.get();
    QVERIFY(std::cmp_less_equal(crowded.relay.outside.mostOpen(Lane::failing),
                                values->max_failing_connections));
}

void TstCrowd::newHangingDestinationsDelayOthersOnce()
{
    Crowd alone(false), crowded(true);
    const double without = alone.seconds();
    const double with = crowded.seconds();
    qInfo("%.2f s alone, %.2f s beside those that hang", without, with);
    // Each that hangs is found out once, for which it has a place on the lane for a moment.
    QVERIFY(with < MostSlower * without + OnceForAll);
    const auto values = crowded.relay.settings.get();
    QVERIFY(std::cmp_less_equal(crowded.relay.outside.mostOpen(Lane::healthy),
                                values->max_outgoing_connections
                                    + values->max_failing_connections)); // those that moved
    QCOMPARE(crowded.relay.outside.mostAtOnce(), 1);
}

QTEST_GUILESS_MAIN(TstCrowd)
#include "tst_crowd.moc"
