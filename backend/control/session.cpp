// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/session.h"

#include "backend/core/log.h"
#include "shared/json/framer.h"
#include "shared/json/rpc.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::size_t MaxCalls = 100; // of one connection under way; more wait in the socket
constexpr auto IdleLimit = std::chrono::minutes(10); // events count as life
constexpr auto WriteLimit = std::chrono::seconds(60);

/// Calls the method; whatever goes wrong becomes an error.
awaitable<Result<json::Value>>
perform(std::string method, json::Value params, Caller client, SessionServices& services)
{
    try {
        co_return co_await services.methods.call(method, std::move(params), std::move(client));
    } catch (const boost::system::system_error& e) {
        if (e.code() == boost::asio::error::operation_aborted)
            co_return Error(Code::unavailable, "the relay is stopping");
        core::Log().error("control method failed", {{"method", method}, {"why", e.what()}});
    } catch (const std::exception& e) {
        core::Log().error("control method failed", {{"method", method}, {"why", e.what()}});
    }
    co_return Error(Code::internal, "a fault of the relay; its log says more");
}

std::string answerLine(const json::Value& id, Result<json::Value> result, int number)
{
    if (result) {
        std::string line = json::replyLine(id, std::move(*result));
        if (line.size() <= json::MaxFrameOctets) return line;
        result = Error(Code::limit, "the answer is too long: ask for less");
        number = json::rpcCode(Code::limit);
    }
    json::RpcError error(number, result.error());
    error.id = id;
    return json::errorLine(error);
}

/// One call, from request to answer.
awaitable<void> performCall(json::Request request, Caller client, SessionServices& services)
{
    const bool is_known = services.methods.has(request.method);
    Result<json::Value> result =
        co_await perform(request.method, std::move(request.params), client, services);
    int number = 0;
    if (!result) number = is_known ? json::rpcCode(result.error().code) : json::MethodNotFound;
    std::string line;
    if (request.id) line = answerLine(*request.id, std::move(result), number);
    client->endCall(std::move(line));
}

class Session {
public:
    Session(net::Connection peer, Caller client, SessionServices& services)
        : peer_(std::move(peer)), client_(std::move(client)), services_(services)
    {
        client_->attach(&peer_);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { client_->attach(nullptr); }

    awaitable<void> run();

private:
    awaitable<void> converse();
    awaitable<void> flush();
    awaitable<void> finish();
    void take(const std::string& line);

    net::Connection peer_;
    Caller client_;
    SessionServices& services_;
};

awaitable<void> Session::run()
{
    try {
        co_await converse();
    } catch (const boost::system::system_error& e) {
        if (e.code() != boost::asio::error::eof) throw;
    }
    co_await finish();
}

awaitable<void> Session::converse()
{
    std::string line;
    for (;;) {
        co_await flush();
        peer_.expiresAfter(IdleLimit);
        if (client_->calls() >= MaxCalls) {
            co_await client_->waitForCalls(MaxCalls);
            continue;
        }
        const net::Event event = co_await peer_.readLineOrWake(line, json::MaxFrameOctets);
        if (event == net::Event::line) take(line);
    }
}

/// A client that has sent its last request still gets its answers.
awaitable<void> Session::finish()
{
    peer_.expiresAfter(IdleLimit);
    co_await client_->waitForCalls(1);
    co_await flush();
}

awaitable<void> Session::flush()
{
    const std::string output = client_->takeOutput();
    if (output.empty()) co_return;
    peer_.expiresAfter(WriteLimit);
    co_await peer_.write(output);
}

void Session::take(const std::string& line)
{
    if (peer_.lineWasTooLong()) {
        const Error error(Code::limit, "a request is at most 1 MiB long");
        return client_->answer(json::errorLine(json::RpcError(json::InvalidRequest, error)));
    }
    if (line.empty()) return;
    std::optional<json::RpcError> refusal;
    auto request = json::parseRequest(line, refusal);
    if (!request) return client_->answer(json::errorLine(*refusal));
    client_->beginCall();
    services_.tasks.spawn(services_.executor, performCall(std::move(*request), client_, services_));
}

} // namespace

awaitable<void> serve(net::Connection peer, Caller client, SessionServices& services)
{
    Session session(std::move(peer), std::move(client), services);
    try {
        co_await session.run();
    } catch (const boost::system::system_error& e) {
        core::Log().debug("control client left", {{"why", e.code().message()}});
    }
}

} // namespace roost::control
