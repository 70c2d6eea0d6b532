// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the SMTP client stand on: both ends of a conversation.
#pragma once

#include "backend/core/offload.h"
#include "backend/delivery/remote/smtp_transaction.h"
#include "tests/delivery/smtp_script.h"
#include "tests/net/pair.h"
#include "tests/net/tls_client.h"

#include <boost/describe/enum_to_string.hpp>

namespace roost::test {

using namespace delivery::remote;
using namespace std::chrono_literals;

inline RemoteMessage messageFor(const QString& line)
{
    const QStringList parts = line.split(" > ");
    RemoteMessage message;
    message.sender = parts[0] == "-" ? "" : parts[0].toStdString();
    for (const QString& recipient : parts[1].split(' '))
        message.recipients.push_back(recipient.toStdString());
    message.source.prefix = "X-Signed: yes\r\n";
    message.source.content = "Subject: dots\r\n\r\n.one\r\n..two\r\nend\r\n";
    message.source.octets =
        static_cast<std::int64_t>(message.source.prefix.size() + message.source.content.size());
    return message;
}

inline QString word(Outcome outcome)
{
    if (outcome == Outcome::delivered) return "delivered";
    return outcome == Outcome::temporary ? "temporary" : "permanent";
}

inline QString resultLine(const std::string& who, const Finding& finding)
{
    const char* const cause = boost::describe::enum_to_string(finding.cause, "?");
    return "R: "
           + QStringList{QString::fromStdString(who), word(finding.outcome),
                         QString::fromStdString(finding.status), cause,
                         QString::fromStdString(finding.reply)}
                 .join(' ');
}

inline SmtpLimits limitsOf(std::chrono::milliseconds all)
{
    return {all, all, all, all};
}

struct World {
    boost::asio::io_context io;
    core::Workers disk{"test-disk", 1, 16};
    net::TlsClient tls{"/dev/null"};
    net::TlsServer server;
    std::shared_ptr<Progress> progress = std::make_shared<Progress>();

    World() { (void)server.use(identityFor("mx.b.test")); }

    SmtpClient client(Local::socket socket, TlsRule rule, std::chrono::milliseconds limit)
    {
        SmtpManner manner;
        manner.own_name = "a.test";
        manner.host = "mx.b.test";
        manner.rule = rule;
        manner.peer.name = "mx.b.test";
        manner.peer.is_verified = rule == TlsRule::verified;
        manner.limits = limitsOf(limit);
        net::Connection connection{net::Connection::Socket(std::move(socket))};
        return SmtpClient(std::move(connection), manner, tls, progress);
    }
};

/// The client's part: the messages one after another.
inline boost::asio::awaitable<void>
sendAll(SmtpClient& client, core::Workers& disk, QStringList messages, QStringList& results)
{
    if (const auto finding = co_await client.begin()) {
        results += resultLine("*", *finding);
        co_return;
    }
    bool is_reused = false;
    for (const QString& line : messages) {
        const RemoteMessage message = messageFor(line);
        SmtpTransaction transaction(client, message, disk, is_reused);
        const Transfer transfer = co_await transaction.run();
        for (const RecipientResult& one : transfer.results) {
            const Finding finding(one.outcome, one.cause, one.reply, one.status);
            results += resultLine(one.recipient, finding);
        }
        if (transfer.is_stale) results += "R: stale";
        is_reused = true;
        if (!client.isOpen()) co_return;
    }
    co_await client.close();
}

/// A client and a server that are connected.
struct Ends {
    Ends(World& world, TlsRule rule, std::chrono::milliseconds limit)
    {
        Local::socket near(world.io);
        Local::socket far(world.io);
        boost::asio::local::connect_pair(near, far);
        client = std::make_unique<SmtpClient>(world.client(std::move(near), rule, limit));
        peer = std::make_unique<net::Connection>(net::Connection::Socket(std::move(far)));
    }
    /// Runs until both have ended; each hangs up then. Whether the client threw.
    bool run(boost::asio::io_context& io,
             boost::asio::awaitable<void> serve,
             boost::asio::awaitable<void> use)
    {
        int running = 2;
        bool has_thrown = false;
        boost::asio::co_spawn(io, std::move(serve), [&](const std::exception_ptr&) {
            peer.reset();
            if (--running == 0) io.stop();
        });
        boost::asio::co_spawn(io, std::move(use), [&](const std::exception_ptr& thrown) {
            has_thrown = thrown != nullptr;
            client.reset();
            if (--running == 0) io.stop();
        });
        io.restart();
        io.run();
        return has_thrown;
    }
    std::unique_ptr<SmtpClient> client;
    std::unique_ptr<net::Connection> peer;
};

/// Both sides of a script; what was seen.
inline QString
playBoth(World& world, const Script& script, Speech speech, std::chrono::milliseconds limit)
{
    TlsRule rule = script.steps.contains("TLS") ? TlsRule::encrypted : TlsRule::if_offered;
    QStringList messages = script.messages;
    if (messages.removeAll("strict") > 0) rule = TlsRule::verified;
    QStringList seen;
    QStringList results;
    Ends ends(world, rule, limit);
    auto serve = playServer(*ends.peer, world.server, script.steps, speech, seen);
    auto use = sendAll(*ends.client, world.disk, messages, results);
    if (ends.run(world.io, std::move(serve), std::move(use))) results += "R: thrown";
    return (seen + results).join('\n');
}

} // namespace roost::test
