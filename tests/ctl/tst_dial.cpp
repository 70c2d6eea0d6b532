// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/control_world.h"

#include <QProcess>
#include <QTest>

#include <set>

using namespace roost;
using test::ControlWorld;

/// The console's way through SSH: the real program between two pipes and the control socket.
class TstDial : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void callsAndAnswersPass();
    void muchPassesUnharmed();
    void viewerCannotRiseAgain();
    void endOfInputEndsItAfterTheLastAnswer();
    void endOfTheRelayEndsIt();
    void deadRelayIsAnError();
};

namespace {

struct Dial : QProcess {
    explicit Dial(const std::string& path, const QStringList& more = {})
    {
        const QStringList words = {"--control", QString::fromStdString(path), "dial-stdio"};
        start(QStringLiteral(TEST_BIN "/roostctl"), words + more);
        waitForStarted();
    }
    ~Dial() override
    {
        kill();
        waitForFinished();
    }
    /// The next line, or nothing when it does not come.
    json::Message message()
    {
        while (!canReadLine())
            if (!waitForReadyRead(10'000)) return {};
        const auto parsed = json::parseMessage(readLine().toStdString());
        return parsed ? *parsed : json::Message();
    }
    void send(const std::string& line) { write(line.data(), qint64(line.size())); }
};

std::string statusCall(std::int64_t id)
{
    return json::requestLine(id, api::SetupStatus::Method, json::Object());
}

} // namespace

void TstDial::callsAndAnswersPass()
{
    ControlWorld world;
    QVERIFY(world.start());
    Dial dial(world.path());
    dial.send(statusCall(1));
    QVERIFY(dial.message().id == 1);
    dial.send(statusCall(2));
    QVERIFY(dial.message().id == 2);
}

void TstDial::muchPassesUnharmed()
{
    ControlWorld world;
    QVERIFY(world.start());
    Dial dial(world.path());
    constexpr int Count = 200; // 3 MB of answers
    for (int i = 1; i <= Count; ++i)
        dial.send(json::requestLine(i, api::SettingList::Method, json::Object()));
    std::set<std::int64_t> seen;
    for (int i = 1; i <= Count; ++i) {
        const auto message = dial.message();
        QVERIFY(message.id);
        const auto reply = json::decode<api::SettingList::Reply>(message.content, "result");
        QVERIFY(reply && reply->settings.size() > 30);
        seen.insert(*message.id);
    }
    QCOMPARE(seen.size(), std::size_t(Count));
}

void TstDial::viewerCannotRiseAgain()
{
    ControlWorld world;
    QVERIFY(world.start());
    Dial dial(world.path(), {"--role", "viewer"});
    dial.send(json::requestLine(1, api::SettingSet::Method, json::Object()));
    const auto refused = dial.message();
    QVERIFY(refused.id == 1 && refused.error && refused.error->code == Code::denied);
    dial.send(json::requestLine(2, api::Hello::Method, json::Object{{"role", "admin"}}));
    const auto hello = dial.message();
    QVERIFY(hello.id == 2 && hello.error && hello.error->code == Code::denied);
}

void TstDial::endOfInputEndsItAfterTheLastAnswer()
{
    ControlWorld world;
    QVERIFY(world.start());
    Dial dial(world.path());
    dial.send(statusCall(1));
    dial.closeWriteChannel();
    QVERIFY(dial.message().id == 1);
    QVERIFY(dial.state() == QProcess::NotRunning || dial.waitForFinished(10'000));
    QCOMPARE(dial.exitCode(), 0);
}

void TstDial::endOfTheRelayEndsIt()
{
    ControlWorld world;
    QVERIFY(world.start());
    Dial dial(world.path());
    dial.send(statusCall(1));
    QVERIFY(dial.message().id == 1);
    world.stop();
    QVERIFY(dial.state() == QProcess::NotRunning || dial.waitForFinished(10'000));
}

void TstDial::deadRelayIsAnError()
{
    Dial dial("/nonexistent/control.sock");
    QVERIFY(dial.waitForFinished(10'000));
    QCOMPARE(dial.exitCode(), 1);
    QVERIFY(dial.readAllStandardError().contains("the relay is not running"));
}

QTEST_GUILESS_MAIN(TstDial)
#include "tst_dial.moc"
