// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/behaviours.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace roost;
using namespace roost::test;

/// A destination for which more mail waits than one turn of its conversation takes (1,000), and
/// than one job of the store puts back.
class TstLongQueue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneTryPutsBackAllOfAnUnreachableOne();
    void aReachableOneGetsAllOnce();
    void oneThatIsBackGetsAllAtOnce();
};

namespace {

constexpr int Rows = 1200;
constexpr int RowsOfAMessage = 100;
static_assert(Rows > 2 * store::QueueRowsPerStep);

void fill(Relay& relay, const std::string& domain)
{
    for (int from = 0; from < Rows; from += RowsOfAMessage) {
        std::vector<std::string> recipients;
        for (int i = from; i < from + RowsOfAMessage; ++i)
            recipients.push_back("u" + std::to_string(i) + "@" + domain);
        relay.queue(recipients, std::to_string(from));
    }
}

bool areAllPutBack(Relay& relay)
{
    return std::ranges::all_of(relay.rows(), [&](const store::QueueRow& row) {
        return row.attempts == 1 && row.next_try_at > relay.clock.now();
    });
}

/// Everybody who got something, as often as they got it.
std::multiset<std::string> readers(Relay& relay)
{
    std::multiset<std::string> all;
    for (const auto& transaction : relay.outside.received())
        all.insert(transaction.recipients.begin(), transaction.recipients.end());
    return all;
}

} // namespace

void TstLongQueue::oneTryPutsBackAllOfAnUnreachableOne()
{
    Relay relay;
    relay.outside.behaves("away.test", being(Kind::unreachable));
    fill(relay, "away.test");
    relay.start();
    QVERIFY(relay.becomes([&] { return areAllPutBack(relay); }));
    QCOMPARE(relay.waiting(), std::int64_t{Rows});
    QCOMPARE(relay.outside.begun("away.test"), 1);
    QCOMPARE(relay.peer("away.test").deferred, std::int64_t{Rows});
}

void TstLongQueue::aReachableOneGetsAllOnce()
{
    Relay relay;
    fill(relay, "there.test");
    relay.start();
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    const auto all = readers(relay);
    QCOMPARE(all.size(), std::size_t{Rows});
    QCOMPARE(std::set<std::string>(all.begin(), all.end()).size(), std::size_t{Rows});
}

/// The first message that gets through makes due what waited for its time.
void TstLongQueue::oneThatIsBackGetsAllAtOnce()
{
    Relay relay;
    relay.outside.behaves("away.test", being(Kind::unreachable));
    fill(relay, "away.test");
    relay.start();
    QVERIFY(relay.becomes([&] { return areAllPutBack(relay); }));
    relay.outside.behaves("away.test", Behaviour());
    relay.queue({"new@away.test"});
    QVERIFY(relay.becomes([&] { return relay.waiting() == 0; }));
    const auto all = readers(relay);
    QCOMPARE(all.size(), std::size_t{Rows + 1});
    QCOMPARE(std::set<std::string>(all.begin(), all.end()).size(), std::size_t{Rows + 1});
}

QTEST_GUILESS_MAIN(TstLongQueue)
#include "tst_long_queue.moc"
