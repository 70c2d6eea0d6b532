// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/control/control_world.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QTest>

#include <set>

using namespace roost;
using test::ControlWorld;
using test::RawClient;

namespace {

/// Takes 100 ms each and counts how many run at once.
struct SlowCall {
    static constexpr std::string_view Method = "slow_call";
    static constexpr api::Role Least = api::Role::viewer;
    using Params = api::OverviewGet::Params;
    using Reply = api::UserBlock::Reply;
};

class SlowMethods {
public:
    boost::asio::awaitable<Result<SlowCall::Reply>> call(SlowCall::Params)
    {
        most_ = std::max(most_.load(), ++running_);
        boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                        std::chrono::milliseconds(100));
        co_await timer.async_wait(boost::asio::use_awaitable);
        --running_;
        co_return SlowCall::Reply();
    }
    int most() const { return most_; }

private:
    int running_ = 0;
    std::atomic<int> most_{0};
};

/// Breaks.
struct BadCall {
    static constexpr std::string_view Method = "bad_call";
    static constexpr api::Role Least = api::Role::viewer;
    using Params = api::OverviewGet::Params;
    using Reply = api::UserBlock::Reply;
};

struct BadMethods {
    boost::asio::awaitable<Result<BadCall::Reply>> call(BadCall::Params)
    {
        throw std::runtime_error("secret internals");
        co_return BadCall::Reply();
    }
};

std::string statusCall(const std::string& id)
{
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"setup_status"})" + "\n";
}

} // namespace

class TstFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badFrameIsAnsweredAndTheConnectionLives_data();
    void badFrameIsAnsweredAndTheConnectionLives();
    void hugeFrameIsRefusedAndTheConnectionLives();
    void piecesMakeARequest();
    void notificationIsNotAnswered();
    void pipelinedCallsAreAllAnswered();
    void atMostAHundredCallsRunAtOnce();
    void slowCallHoldsUpNobody();
    void answersComeAfterTheLastRequest();
    void faultOfAMethodIsAnAnswer();
};

void TstFrames::badFrameIsAnsweredAndTheConnectionLives_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char* name, const char* frame, const char* answer) {
        QTest::newRow(name) << QByteArray(frame) << QByteArray(answer);
    };
    row("no JSON", "EHLO x", R"("code":-32700)");
    row("array", "[]", R"("code":-32600)");
    row("no version", R"({"id":1,"method":"hello"})", R"("code":-32600)");
    row("no such method", R"({"jsonrpc":"2.0","id":1,"method":"drop_tables"})",
        R"("code":-32601,"message":"there is no method drop_tables")");
    row("wrong parameter",
        R"({"jsonrpc":"2.0","id":1,"method":"user_list","params":{"limit":"x"}})",
        R"("code":-32602,"message":"params.limit: must be a whole number")");
    row("limit too large",
        R"({"jsonrpc":"2.0","id":1,"method":"user_list","params":{"limit":1001}})",
        R"(params.limit: must be from 1 to 1000)");
}

void TstFrames::badFrameIsAnsweredAndTheConnectionLives()
{
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, answer);
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    client.send(frame.toStdString() + "\n");
    const std::string line = client.line();
    QVERIFY2(line.find(answer.toStdString()) != std::string::npos, line.c_str());
    client.send(statusCall("2"));
    QVERIFY(client.message().id == 2);
}

void TstFrames::hugeFrameIsRefusedAndTheConnectionLives()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    client.send(std::string(5'000'000, '{') + "\n");
    const auto refused = client.message();
    QVERIFY(refused.error && refused.error->code == Code::limit);
    client.send(statusCall("2"));
    QVERIFY(client.message().id == 2);
}

void TstFrames::piecesMakeARequest()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    for (const char c : statusCall("1")) client.send(std::string(1, c));
    QVERIFY(client.message().id == 1);
}

void TstFrames::notificationIsNotAnswered()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    client.send(R"({"jsonrpc":"2.0","method":"setup_status"})"
                "\n\n"
                + statusCall("5"));
    QVERIFY(client.message().id == 5);
}

void TstFrames::pipelinedCallsAreAllAnswered()
{
    ControlWorld world;
    QVERIFY(world.start());
    RawClient client(world);
    constexpr int Count = 1000;
    std::string frames;
    for (int i = 0; i < Count; ++i) frames += statusCall(std::to_string(i));
    client.send(frames);
    std::set<std::int64_t> seen;
    for (int i = 0; i < Count; ++i) seen.insert(client.message().id.value());
    QCOMPARE(seen.size(), std::size_t(Count));
}

void TstFrames::atMostAHundredCallsRunAtOnce()
{
    ControlWorld world;
    SlowMethods slow;
    world.server = world.makeServer();
    world.server->methods().add<SlowCall>(&slow, &SlowMethods::call);
    QVERIFY(world.start());
    RawClient client(world);
    for (int i = 0; i < 200; ++i)
        client.send(json::requestLine(i, SlowCall::Method, json::Object()));
    std::set<std::int64_t> seen;
    for (int i = 0; i < 200; ++i) {
        const auto message = client.message();
        QVERIFY(!message.error);
        seen.insert(message.id.value());
    }
    QCOMPARE(seen.size(), std::size_t(200));
    QCOMPARE(slow.most(), 100);
}

void TstFrames::slowCallHoldsUpNobody()
{
    ControlWorld world;
    SlowMethods slow;
    world.server = world.makeServer();
    world.server->methods().add<SlowCall>(&slow, &SlowMethods::call);
    QVERIFY(world.start());
    RawClient client(world);
    client.send(json::requestLine(1, SlowCall::Method, json::Object()) + statusCall("2"));
    QVERIFY(client.message().id == 2);
    QVERIFY(client.message().id == 1);
}

void TstFrames::answersComeAfterTheLastRequest()
{
    ControlWorld world;
    SlowMethods slow;
    world.server = world.makeServer();
    world.server->methods().add<SlowCall>(&slow, &SlowMethods::call);
    QVERIFY(world.start());
    RawClient client(world);
    client.send(json::requestLine(1, SlowCall::Method, json::Object()));
    client.endSending();
    QVERIFY(client.message().id == 1);
    QCOMPARE(client.line(), std::string("closed"));
}

void TstFrames::faultOfAMethodIsAnAnswer()
{
    ControlWorld world;
    BadMethods bad;
    world.server = world.makeServer();
    world.server->methods().add<BadCall>(&bad, &BadMethods::call);
    QVERIFY(world.start());
    RawClient client(world);
    client.send(json::requestLine(1, BadCall::Method, json::Object()));
    const auto message = client.message();
    QVERIFY(message.error && message.error->code == Code::internal);
    QVERIFY(message.error->detail.find("secret") == std::string::npos);
    client.send(statusCall("2"));
    QVERIFY(client.message().id == 2);
}

QTEST_GUILESS_MAIN(TstFrames)
#include "tst_frames.moc"
