// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/resolver.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/system_error.hpp>

#include <QTest>

#include <deque>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace roost::test {

using net::dns::Answer;
using net::dns::Freshness;
using net::dns::Status;
using net::dns::Type;

/// Options that ask the server at "IP:port" and trust no anchor of the machine.
inline net::dns::Options asking(const std::string& server)
{
    net::dns::Options options;
    options.forwarders = {server};
    options.trust_anchor = "/nonexistent";
    return options;
}

/// A resolver on a loop that the test runs.
class World {
public:
    explicit World(const net::dns::Options& options) : resolver(io.get_executor(), options) {}

    /// A question under way; both are engaged only when it has ended so.
    struct Asked {
        std::optional<Answer> answer;
        std::exception_ptr failure;
        boost::asio::cancellation_signal cancel;
        bool is_done() const { return answer || failure; }
    };

    Asked& start(std::string name,
                 Type type = Type::a,
                 std::chrono::milliseconds limit = std::chrono::seconds(20),
                 Freshness freshness = Freshness::cached)
    {
        Asked& asked = asked_.emplace_back();
        boost::asio::co_spawn(
            io, resolver.ask(std::move(name), type, limit, freshness),
            boost::asio::bind_cancellation_slot(asked.cancel.slot(),
                                                [&asked](std::exception_ptr e, Answer answer) {
                                                    asked.failure = e;
                                                    if (!e) asked.answer = std::move(answer);
                                                }));
        return asked;
    }

    /// Until everything asked is answered: nothing else keeps the loop going.
    void runAll()
    {
        io.restart();
        io.run();
    }
    void runUntil(const Asked& asked)
    {
        io.restart();
        while (!asked.is_done()) io.run_one();
    }

    Answer ask(std::string name,
               Type type = Type::a,
               std::chrono::milliseconds limit = std::chrono::seconds(20),
               Freshness freshness = Freshness::cached)
    {
        Asked& asked = start(std::move(name), type, limit, freshness);
        runUntil(asked);
        if (asked.failure) std::rethrow_exception(asked.failure);
        return *asked.answer;
    }

private:
    std::deque<Asked> asked_; // outlives the coroutines, which end with their loop at the latest

public:
    boost::asio::io_context io;
    net::dns::Resolver resolver;
};

} // namespace roost::test

namespace roost::net::dns {

inline char* toString(Status status)
{
    constexpr const char* Names[] = {"found", "no_data", "no_such_name", "failed"};
    return qstrdup(Names[static_cast<int>(status)]);
}

} // namespace roost::net::dns
