// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/network_counts.h"

#include <QTest>

#include <vector>

using namespace roost;

namespace {

net::Origin from(const char* network)
{
    net::Origin origin;
    origin.network = network;
    origin.is_loopback = false;
    return origin;
}

} // namespace

class TstNetworkCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachNetworkHasItsShare()
    {
        net::NetworkCounts counts;
        auto first = counts.enter(from("192.0.2.0/24"), 2);
        const auto second = counts.enter(from("192.0.2.0/24"), 2);
        QVERIFY(first && second);
        QVERIFY(!counts.enter(from("192.0.2.0/24"), 2));
        QVERIFY(counts.enter(from("198.51.100.0/24"), 2).has_value());
        first.reset();
        QVERIFY(counts.enter(from("192.0.2.0/24"), 2).has_value());
    }

    void nothingIsKeptOfNetworksThatLeft()
    {
        net::NetworkCounts counts;
        {
            const auto place = counts.enter(from("192.0.2.0/24"), 2);
            QCOMPARE(counts.networks(), 1U);
        }
        QVERIFY(!counts.enter(from("198.51.100.0/24"), 0));
        QCOMPARE(counts.networks(), 0U);
    }

    void placeMovesWithItsOwner()
    {
        net::NetworkCounts counts;
        auto place = counts.enter(from("192.0.2.0/24"), 1);
        {
            const auto moved = std::move(*place);
            place.reset();
            QVERIFY(!counts.enter(from("192.0.2.0/24"), 1));
        }
        QVERIFY(counts.enter(from("192.0.2.0/24"), 1).has_value());
    }

    void loopbackIsNotCounted()
    {
        net::NetworkCounts counts;
        const auto place = counts.enter(net::Origin(), 0);
        QVERIFY(place.has_value());
        QCOMPARE(counts.networks(), 0U);
    }
};

QTEST_GUILESS_MAIN(TstNetworkCounts)
#include "tst_network_counts.moc"
