// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/send_rate.h"

#include <QtTest>

#include <atomic>
#include <thread>
#include <vector>

using roost::policy::SendLimits;
using roost::policy::SendRate;
using namespace std::chrono_literals;

class TstSendRate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void burstThenOnePerSecond();
    void refusedAttemptsConsumeNothing();
    void sendersDoNotDisturbEachOther();
    void idleSendersAreForgotten();
    void changedLimitsCountAtOnce();
    void nonsenseLimitsLetOnePass();
    void threadsTogetherGetTheBurst();
};

namespace {

constexpr SendRate::Instant Start{1000h};

int admitted(SendRate& rate, SendRate::Instant now, int attempts, const SendLimits& limits = {})
{
    int count = 0;
    for (int i = 0; i < attempts; ++i) count += rate.admit("a@x", limits, now) ? 1 : 0;
    return count;
}

} // namespace

void TstSendRate::burstThenOnePerSecond()
{
    SendRate rate;
    QCOMPARE(admitted(rate, Start, 20), 10);
    QCOMPARE(admitted(rate, Start + 999ms, 5), 0);
    QCOMPARE(admitted(rate, Start + 1s, 5), 1);
    QCOMPARE(admitted(rate, Start + 4s, 5), 3);
    QCOMPARE(admitted(rate, Start + 1h, 20), 10);
}

void TstSendRate::refusedAttemptsConsumeNothing()
{
    SendRate rate;
    QCOMPARE(admitted(rate, Start, 10'000), 10);
    QCOMPARE(admitted(rate, Start + 10s, 20), 10);
}

void TstSendRate::sendersDoNotDisturbEachOther()
{
    SendRate rate;
    QCOMPARE(admitted(rate, Start, 20), 10);
    QVERIFY(rate.admit("b@x", {}, Start));
}

void TstSendRate::idleSendersAreForgotten()
{
    SendRate rate;
    for (int i = 0; i < 1000; ++i) QVERIFY(rate.admit(std::to_string(i) + "@x", {}, Start));
    QCOMPARE(rate.keys(), std::size_t{1000});
    QVERIFY(rate.admit("a@x", {}, Start + 2min));
    QCOMPARE(rate.keys(), std::size_t{1});
}

void TstSendRate::changedLimitsCountAtOnce()
{
    SendRate rate;
    QCOMPARE(admitted(rate, Start, 20, {.per_minute = 60, .burst = 3}), 3);
    QCOMPARE(admitted(rate, Start, 20, {.per_minute = 60, .burst = 5}), 2);
    QCOMPARE(admitted(rate, Start + 5s, 20, {.per_minute = 600, .burst = 1}), 1);
    QCOMPARE(admitted(rate, Start + 5100ms, 20, {.per_minute = 600, .burst = 1}), 1);
}

void TstSendRate::nonsenseLimitsLetOnePass()
{
    constexpr auto Most = std::numeric_limits<std::int64_t>::max();
    for (const SendLimits limits : {SendLimits{0, 0}, SendLimits{-5, -5}}) {
        SendRate rate;
        QCOMPARE(admitted(rate, Start, 5, limits), 1);
        QCOMPARE(admitted(rate, Start + 1min, 5, limits), 1);
    }
    SendRate slow;
    QCOMPARE(admitted(slow, Start, 100, {.per_minute = 1, .burst = Most}), 100);
    SendRate fast;
    QCOMPARE(admitted(fast, Start, 100, {.per_minute = Most, .burst = Most}), 100);
}

void TstSendRate::threadsTogetherGetTheBurst()
{
    SendRate rate;
    std::atomic<int> count = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { count += admitted(rate, Start, 1000); });
    threads.clear(); // waits for them
    QCOMPARE(count.load(), 10);
}

QTEST_GUILESS_MAIN(TstSendRate)
#include "tst_send_rate.moc"
