// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/io_threads.h"
#include "backend/core/offload.h"
#include "backend/core/tasks.h"

#include <QTest>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::core;
using namespace std::chrono_literals;

namespace {

struct Seen {
    std::string answer;
    std::thread::id job_thread, before, after;
};

/// A job that blocks its worker until the gate opens.
struct Gate {
    std::promise<void> opened;
    std::shared_future<void> open = opened.get_future().share();
    std::atomic<int> waiting = 0;
};

asio::awaitable<void> ask(Workers& workers, Seen& seen)
{
    seen.before = std::this_thread::get_id();
    auto job = [&seen]() -> Result<std::string> {
        seen.job_thread = std::this_thread::get_id();
        return std::string("an answer too long for its own frame");
    };
    const auto answer = co_await offload(workers, job);
    seen.after = std::this_thread::get_id();
    seen.answer = answer ? *answer : std::string(codeName(answer.error().code));
}

asio::awaitable<void> askRefusing(Workers& workers, std::string& answer)
{
    auto job = []() -> Result<> { return Error(Code::denied, "no"); };
    const auto result = co_await offload(workers, job);
    answer = result ? "granted" : result.error().detail;
}

asio::awaitable<void> askThrowing(Workers& workers, std::string& answer)
{
    auto job = []() -> Result<> { throw std::runtime_error("disk on fire"); };
    try {
        (void)co_await offload(workers, job);
    } catch (const std::runtime_error& e) {
        answer = e.what();
    }
}

asio::awaitable<void> waitAtGate(Workers& workers, Gate& gate, std::atomic<int>& done)
{
    auto job = [&gate]() -> Result<int> {
        ++gate.waiting;
        gate.open.wait();
        return 1;
    };
    const auto result = co_await offload(workers, job);
    if (result) done += *result;
}

asio::awaitable<void> addMany(Workers& workers, std::atomic<int>& sum, std::atomic<int>& refused)
{
    for (int i = 0; i < 20; ++i) {
        const std::vector<int> numbers(100, i);
        auto job = [&numbers]() -> Result<std::vector<int>> { return numbers; };
        const auto result = co_await offload(workers, job);
        if (result && *result == numbers) ++sum;
        if (!result) ++refused;
    }
}

} // namespace

class TstOffload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAnswerComesBackOnTheCallersThread();
    void aRefusalComesBack();
    void anExceptionComesBack();
    void aFullQueueRefuses();
    void manyCallersGetTheirOwnAnswers();
    void aCancelledTaskWaitsForItsJob();
    void waitingJobsRunBeforeTheEnd();
};

void TstOffload::theAnswerComesBackOnTheCallersThread()
{
    Seen seen;
    IoThreads threads(1);
    Workers workers("test", 2, 10);
    Tasks tasks;
    threads.start();
    tasks.spawn(threads.context(0).get_executor(), ask(workers, seen));
    QVERIFY(tasks.waitUntilIdle(5s));
    QCOMPARE(seen.answer, std::string("an answer too long for its own frame"));
    QVERIFY(seen.before == seen.after);
    QVERIFY(seen.before != seen.job_thread);
}

void TstOffload::aRefusalComesBack()
{
    std::string answer;
    asio::io_context io;
    Workers workers("test", 1, 10);
    Tasks tasks;
    tasks.spawn(io.get_executor(), askRefusing(workers, answer));
    io.run(); // the job counts as work of the context
    QCOMPARE(answer, std::string("no"));
}

void TstOffload::anExceptionComesBack()
{
    std::string answer;
    asio::io_context io;
    Workers workers("test", 1, 10);
    Tasks tasks;
    tasks.spawn(io.get_executor(), askThrowing(workers, answer));
    io.run();
    QCOMPARE(answer, std::string("disk on fire"));
}

void TstOffload::aFullQueueRefuses()
{
    Gate gate;
    std::atomic<int> done = 0;
    Seen seen;
    asio::io_context io;
    Workers workers("test", 1, 1);
    Tasks tasks;
    tasks.spawn(io.get_executor(), waitAtGate(workers, gate, done));
    io.poll();
    QTRY_COMPARE(gate.waiting.load(), 1); // the worker is taken
    tasks.spawn(io.get_executor(), waitAtGate(workers, gate, done));
    tasks.spawn(io.get_executor(), ask(workers, seen));
    io.poll();
    QCOMPARE(seen.answer, std::string("unavailable"));
    gate.opened.set_value();
    io.run();
    QCOMPARE(done.load(), 2);
}

void TstOffload::manyCallersGetTheirOwnAnswers()
{
    std::atomic<int> sum = 0, refused = 0;
    IoThreads threads(2);
    Workers workers("test", 3, 1000);
    Tasks tasks;
    threads.start();
    for (std::size_t i = 0; i < 400; ++i)
        tasks.spawn(threads.context(i % 2).get_executor(), addMany(workers, sum, refused));
    QVERIFY(tasks.waitUntilIdle(20s));
    QCOMPARE(sum.load() + refused.load(), 8000);
    QCOMPARE(refused.load(), 0); // 400 callers never have more than 400 jobs
}

void TstOffload::aCancelledTaskWaitsForItsJob()
{
    Gate gate;
    std::atomic<int> done = 0;
    IoThreads threads(1);
    Workers workers("test", 1, 10);
    Tasks tasks;
    threads.start();
    tasks.spawn(threads.context(0).get_executor(), waitAtGate(workers, gate, done));
    QTRY_COMPARE(gate.waiting.load(), 1);
    tasks.cancelAll();
    QVERIFY(!tasks.waitUntilIdle(20ms)); // the worker still uses the frame
    gate.opened.set_value();
    QVERIFY(tasks.waitUntilIdle(5s));
    QCOMPARE(done.load(), 1);
}

void TstOffload::waitingJobsRunBeforeTheEnd()
{
    std::atomic<int> ran = 0;
    {
        Workers workers("test", 1, 100);
        for (int i = 0; i < 100; ++i) QVERIFY(workers.tryPost([&] { ++ran; }));
    }
    QCOMPARE(ran.load(), 100);
}

QTEST_GUILESS_MAIN(TstOffload)
#include "tst_offload.moc"
