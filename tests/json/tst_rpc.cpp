// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/json/rpc.h"

#include <boost/json/serialize.hpp>

#include <QTest>

using namespace roost;

class TstRpc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestIsRead();
    void notificationHasNoId();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void clientReadsWhatTheServerWrites();
    void clientRefusesWhatIsNoMessage_data();
    void clientRefusesWhatIsNoMessage();
    void everyCodeComesThrough();
};

void TstRpc::requestIsRead()
{
    std::optional<json::RpcError> refusal;
    const auto request = json::parseRequest(
        R"({"jsonrpc":"2.0","id":"x","method":"a_b","params":{"n":1}})", refusal);
    QVERIFY(request && !refusal);
    QVERIFY(*request->id == json::Value("x"));
    QVERIFY(request->method == "a_b");
    QVERIFY(boost::json::serialize(request->params) == R"({"n":1})");
}

void TstRpc::notificationHasNoId()
{
    std::optional<json::RpcError> refusal;
    const auto request = json::parseRequest(R"({"jsonrpc":"2.0","method":"a_b"})", refusal);
    QVERIFY(request && !request->id);
    QVERIFY(request->params.is_object());
}

void TstRpc::badRequestsAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("id");
    const auto row = [](const QString& line, int number, const char* id) {
        QTest::newRow(qPrintable(line.left(60))) << line << number << id;
    };
    row("hello", json::ParseError, "null");
    row("", json::ParseError, "null");
    row("{\"jsonrpc\":\"2.0\"", json::ParseError, "null");
    row("\xff\xfe", json::ParseError, "null");
    row(QString(5000, '['), json::ParseError, "null");
    row("[]", json::InvalidRequest, "null");
    row("42", json::InvalidRequest, "null");
    row(R"({"id":1,"method":"a"})", json::InvalidRequest, "1");
    row(R"({"jsonrpc":"1.0","id":1,"method":"a"})", json::InvalidRequest, "1");
    row(R"({"jsonrpc":"2.0","id":[1],"method":"a"})", json::InvalidRequest, "null");
    row(R"({"jsonrpc":"2.0","id":1})", json::InvalidRequest, "1");
    row(R"({"jsonrpc":"2.0","id":1,"method":7})", json::InvalidRequest, "1");
    row(R"({"jsonrpc":"2.0","id":1,"method":""})", json::InvalidRequest, "1");
    row(R"({"jsonrpc":"2.0","id":"q","method":"a","params":[1]})", json::InvalidParams, "\"q\"");
}

void TstRpc::badRequestsAreRefused()
{
    QFETCH(QString, line);
    QFETCH(int, number);
    QFETCH(QString, id);
    std::optional<json::RpcError> refusal;
    QVERIFY(!json::parseRequest(line.toStdString(), refusal));
    QVERIFY(refusal);
    QCOMPARE(refusal->number, number);
    QCOMPARE(QString::fromStdString(boost::json::serialize(refusal->id)), id);
}

void TstRpc::clientReadsWhatTheServerWrites()
{
    const auto reply = json::parseMessage(json::replyLine(3, json::Object{{"a", 1}}));
    QVERIFY(reply && reply->id == 3 && !reply->error);
    QVERIFY(boost::json::serialize(reply->content) == R"({"a":1})");

    const auto event = json::parseMessage(json::notificationLine("event", json::Object{{"n", 2}}));
    QVERIFY(event && !event->id && event->method == "event");
    QVERIFY(boost::json::serialize(event->content) == R"({"n":2})");

    const auto request = json::requestLine(9, "a_b", json::Object());
    QVERIFY(request.ends_with('\n'));
    std::optional<json::RpcError> refusal;
    QVERIFY(json::parseRequest(request, refusal));
}

void TstRpc::clientRefusesWhatIsNoMessage_data()
{
    QTest::addColumn<QString>("line");
    for (const auto line : {"", "x", "[]", "{}", R"({"jsonrpc":2})"}) QTest::newRow(line) << line;
}

void TstRpc::clientRefusesWhatIsNoMessage()
{
    QFETCH(QString, line);
    QVERIFY(!json::parseMessage(line.toStdString()));
}

void TstRpc::everyCodeComesThrough()
{
    for (int number = 0; number <= static_cast<int>(Code::internal); ++number) {
        const Error error(static_cast<Code>(number), "why");
        json::RpcError outgoing(json::rpcCode(error.code), error);
        outgoing.id = 4;
        const auto message = json::parseMessage(json::errorLine(outgoing));
        QVERIFY(message && message->id == 4 && message->error);
        QVERIFY(*message->error == error);
    }
}

QTEST_GUILESS_MAIN(TstRpc)
#include "tst_rpc.moc"
