// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/io_threads.h"
#include "backend/core/log.h"
#include "backend/core/tasks.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QTest>

#include <atomic>
#include <mutex>
#include <stdexcept>

namespace asio = boost::asio;
using namespace roost::core;
using namespace std::chrono_literals;

namespace {

asio::awaitable<void> waitForever(std::atomic<int>& started, std::atomic<int>& ended)
{
    struct AtEnd {
        std::atomic<int>& count;
        ~AtEnd() { ++count; }
    };
    const AtEnd at_end{ended};
    ++started;
    asio::steady_timer timer(co_await asio::this_coro::executor, 24h);
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> failAtOnce()
{
    throw std::runtime_error("a bug");
    co_return;
}

asio::awaitable<void> count(std::atomic<int>& done)
{
    ++done;
    co_return;
}

} // namespace

class TstTasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRootRunsAndIsForgotten();
    void cancelEndsEveryRootOnItsThread();
    void cancelBeforeTheFirstStepEndsTheRoot();
    void whatIsSpawnedAfterTheCancelDoesNotBegin();
    void anEscapedExceptionIsLogged();
    void waitUntilIdleGivesUp();
    void aDestroyedContextFreesItsRoots();
    void aThrowingHandlerDoesNotEndItsThread();
};

void TstTasks::everyRootRunsAndIsForgotten()
{
    std::atomic<int> done = 0;
    IoThreads threads(2);
    threads.start();
    Tasks tasks;
    for (std::size_t i = 0; i < 2000; ++i)
        tasks.spawn(threads.context(i % 2).get_executor(), count(done));
    QVERIFY(tasks.waitUntilIdle(5s));
    QCOMPARE(done.load(), 2000);
    QCOMPARE(tasks.running(), std::size_t(0));
}

void TstTasks::cancelEndsEveryRootOnItsThread()
{
    std::atomic<int> started = 0, ended = 0;
    IoThreads threads(2);
    threads.start();
    Tasks tasks;
    for (std::size_t i = 0; i < 200; ++i)
        tasks.spawn(threads.context(i % 2).get_executor(), waitForever(started, ended));
    QTRY_COMPARE(started.load(), 200);
    QCOMPARE(tasks.running(), std::size_t(200));
    tasks.cancelAll();
    QVERIFY(tasks.waitUntilIdle(5s));
    QCOMPARE(ended.load(), 200);
}

void TstTasks::cancelBeforeTheFirstStepEndsTheRoot()
{
    std::atomic<int> started = 0, ended = 0;
    asio::io_context io;
    Tasks tasks;
    tasks.spawn(io.get_executor(), waitForever(started, ended));
    tasks.cancelAll();
    io.run();
    QCOMPARE(tasks.running(), std::size_t(0));
}

void TstTasks::whatIsSpawnedAfterTheCancelDoesNotBegin()
{
    std::atomic<int> started = 0, ended = 0;
    asio::io_context io;
    Tasks tasks;
    tasks.cancelAll();
    tasks.spawn(io.get_executor(), waitForever(started, ended));
    io.run();
    QCOMPARE(started.load(), 0);
    QCOMPARE(tasks.running(), std::size_t(0));
}

void TstTasks::anEscapedExceptionIsLogged()
{
    QStringList lines;
    setLogSink([&](Level, const std::string& line) { lines += QString::fromStdString(line); });
    asio::io_context io;
    Tasks tasks;
    tasks.spawn(io.get_executor(), failAtOnce());
    io.run();
    setLogSink({});
    QCOMPARE(lines, QStringList("level=error event=\"task failed\" why=\"a bug\""));
}

void TstTasks::waitUntilIdleGivesUp()
{
    std::atomic<int> started = 0, ended = 0;
    IoThreads threads(1);
    threads.start();
    Tasks tasks;
    tasks.spawn(threads.context(0).get_executor(), waitForever(started, ended));
    QVERIFY(!tasks.waitUntilIdle(10ms));
    tasks.cancelAll();
    QVERIFY(tasks.waitUntilIdle(5s));
}

void TstTasks::aDestroyedContextFreesItsRoots()
{
    std::atomic<int> started = 0, ended = 0;
    Tasks tasks;
    {
        asio::io_context io;
        tasks.spawn(io.get_executor(), waitForever(started, ended));
        io.poll();
        QCOMPARE(started.load(), 1);
    }
    QCOMPARE(ended.load(), 1);
    QCOMPARE(tasks.running(), std::size_t(0));
}

void TstTasks::aThrowingHandlerDoesNotEndItsThread()
{
    std::mutex mutex;
    QStringList lines;
    setLogSink([&](Level, const std::string& line) {
        const std::lock_guard lock(mutex);
        lines += QString::fromStdString(line);
    });
    std::atomic<int> done = 0;
    {
        IoThreads threads(1);
        threads.start();
        Tasks tasks;
        asio::post(threads.context(0), [] { throw std::runtime_error("a bug"); });
        tasks.spawn(threads.context(0).get_executor(), count(done));
        QVERIFY(tasks.waitUntilIdle(5s));
    }
    setLogSink({});
    QCOMPARE(done.load(), 1);
    QCOMPARE(lines, QStringList("level=error event=\"handler failed\" why=\"a bug\""));
}

QTEST_GUILESS_MAIN(TstTasks)
#include "tst_tasks.moc"
