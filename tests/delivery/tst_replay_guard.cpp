// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/replay_guard.h"

#include <QTest>

using roost::delivery::ReplayGuard;
using namespace std::chrono_literals;

namespace {

constexpr ReplayGuard::Instant Start{1000h};

bool isNew(ReplayGuard& guard,
           const std::string& signature,
           const std::string& mailbox,
           ReplayGuard::Instant now,
           bool keeps = true)
{
    ReplayGuard::Claim claim(guard, signature, {mailbox}, now);
    if (keeps) claim.keep();
    return claim.isNew(0);
}

} // namespace

class TstReplayGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messageIsNewOncePerMailbox()
    {
        ReplayGuard guard;
        QVERIFY(isNew(guard, "a", "ann", Start));
        QVERIFY(!isNew(guard, "a", "ann", Start));
        QVERIFY(isNew(guard, "a", "bob", Start));
        QVERIFY(isNew(guard, "b", "ann", Start));
    }

    void itIsRememberedForAnHour()
    {
        for (const auto begun : {0min, 30min, 59min}) {
            ReplayGuard guard;
            QVERIFY(isNew(guard, "first", "ann", Start));
            QVERIFY(isNew(guard, "a", "ann", Start + begun));
            QVERIFY(!isNew(guard, "a", "ann", Start + begun + 59min));
            QVERIFY(isNew(guard, "a", "ann", Start + begun + 3h));
        }
    }

    void whatWasNotStoredMayComeAgain()
    {
        ReplayGuard guard;
        QVERIFY(isNew(guard, "a", "ann", Start, false));
        QVERIFY(isNew(guard, "a", "ann", Start));
        QCOMPARE(guard.size(), 1U);
    }

    void copyOfOneUnderWayIsBusy()
    {
        ReplayGuard guard;
        {
            ReplayGuard::Claim first(guard, "a", {"ann", "bob"}, Start);
            QVERIFY(!first.isBusy());
            QVERIFY(ReplayGuard::Claim(guard, "a", {"cai", "bob"}, Start).isBusy());
            QVERIFY(!ReplayGuard::Claim(guard, "a", {"cai"}, Start).isBusy());
        }
        QVERIFY(!ReplayGuard::Claim(guard, "a", {"ann"}, Start).isBusy());
        QCOMPARE(guard.size(), 0U);
    }

    void withoutSignatureAllIsNew()
    {
        ReplayGuard guard;
        QVERIFY(isNew(guard, "", "ann", Start));
        QVERIFY(isNew(guard, "", "ann", Start));
        QCOMPARE(guard.size(), 0U);
    }

    void memoryIsBounded()
    {
        ReplayGuard guard;
        for (int i = 0; i < 1'000'000; ++i) QVERIFY(isNew(guard, std::to_string(i), "ann", Start));
        QVERIFY(guard.size() <= 400'000);
        QVERIFY(!isNew(guard, "999999", "ann", Start));
    }
};

QTEST_GUILESS_MAIN(TstReplayGuard)
#include "tst_replay_guard.moc"
