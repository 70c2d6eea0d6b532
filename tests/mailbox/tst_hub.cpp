// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/io_threads.h"
#include "backend/mailbox/hub.h"

#include <boost/asio/post.hpp>

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <optional>
#include <thread>

namespace asio = boost::asio;
using roost::mailbox::Hub;

namespace {

/// Two shards on contexts that the test itself runs.
struct World {
    asio::io_context first, second;
    Hub hub{{first.get_executor(), second.get_executor()}};

    void settle()
    {
        for (asio::io_context* io : {&first, &second}) {
            io->restart();
            io->poll();
        }
    }
};

/// Whether another thread sets `value` to `expected` within five seconds.
bool becomes(const std::atomic<int>& value, int expected)
{
    QElapsedTimer clock;
    clock.start();
    while (value != expected && clock.elapsed() < 5000) std::this_thread::yield();
    return value == expected;
}

} // namespace

class TstHub : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWatcherOfTheMailboxIsCalled();
    void anEndedWatchIsNotCalled();
    void aWatcherMayEndWatches();
    void changesInOneTurnAreOneCall();
    void aWatchMayOutliveTheHub();
    void noChangeIsLostAcrossThreads();
};

void TstHub::everyWatcherOfTheMailboxIsCalled()
{
    World world;
    QStringList calls;
    const auto a = world.hub.watch(0, 7, [&] { calls += "a"; });
    const auto b = world.hub.watch(0, 7, [&] { calls += "b"; });
    const auto c = world.hub.watch(1, 7, [&] { calls += "c"; });
    const auto other = world.hub.watch(0, 8, [&] { calls += "other"; });
    world.hub.notify({7});
    QCOMPARE(calls, QStringList()); // on the shard's thread, not ours
    world.settle();
    QCOMPARE(calls, QStringList({"a", "b", "c"}));
}

void TstHub::anEndedWatchIsNotCalled()
{
    World world;
    int calls = 0;
    {
        auto watch = world.hub.watch(0, 7, [&] { ++calls; });
        const auto moved = std::move(watch);
        world.hub.notify({7});
        world.settle();
        QCOMPARE(calls, 1);
        world.hub.notify({7}); // its post finds nobody
    }
    world.settle();
    world.hub.notify({7});
    world.settle();
    QCOMPARE(calls, 1);
}

void TstHub::aWatcherMayEndWatches()
{
    World world;
    QStringList calls;
    std::optional<Hub::Watch> a, b, c;
    a = world.hub.watch(0, 7, [&] {
        calls += "a";
        a.reset();
        b.reset();
    });
    b = world.hub.watch(0, 7, [&] { calls += "b"; });
    c = world.hub.watch(0, 7, [&] { calls += "c"; });
    world.hub.notify({7});
    world.settle();
    QCOMPARE(calls, QStringList({"a", "c"}));
}

void TstHub::changesInOneTurnAreOneCall()
{
    World world;
    int calls = 0;
    const auto watch = world.hub.watch(0, 7, [&] { ++calls; });
    world.hub.notify({7, 8, 7});
    world.hub.notify({7});
    world.settle();
    QCOMPARE(calls, 1);
    world.hub.notify({7});
    world.settle();
    QCOMPARE(calls, 2);
}

void TstHub::aWatchMayOutliveTheHub()
{
    asio::io_context io;
    Hub::Watch watch;
    {
        Hub hub({io.get_executor()});
        watch = hub.watch(0, 7, [] {});
    }
    watch = Hub::Watch();
}

/// A session registers, then reads; a writer changes, then notifies. Whatever the order, the
/// session ends up knowing the last value.
void TstHub::noChangeIsLostAcrossThreads()
{
    constexpr int Rounds = 2000;
    std::atomic<int> state = 0;
    std::array<std::atomic<int>, 2> known = {0, 0};
    roost::core::IoThreads threads(2);
    Hub hub({threads.context(0).get_executor(), threads.context(1).get_executor()});
    threads.start();
    std::array<std::optional<Hub::Watch>, 2> watches;

    for (int round = 1; round <= Rounds; ++round) {
        for (std::size_t shard = 0; shard < 2; ++shard) {
            asio::post(threads.context(shard), [&, shard] {
                watches[shard].reset();
                watches[shard] = hub.watch(shard, 7, [&, shard] { known[shard] = state.load(); });
                known[shard] = state.load();
            });
        }
        state = round;
        hub.notify({7});
        QVERIFY(becomes(known[0], round));
        QVERIFY(becomes(known[1], round));
    }
    for (std::size_t shard = 0; shard < 2; ++shard)
        asio::post(threads.context(shard), [&, shard] { watches[shard].reset(); });
    threads.stop();
}

QTEST_GUILESS_MAIN(TstHub)
#include "tst_hub.moc"
