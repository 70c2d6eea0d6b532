// SPDX-License-Identifier: GPL-3.0-or-later
// Conversations in which the relay is the client, written down as "S:" and "C:" lines.
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <QFile>
#include <QString>
#include <QStringList>

#include <chrono>

namespace roost::test {

/// What stands in a file of tests/data/smtp_client: the messages ("M: sender > recipient ..."),
/// the conversation, the results ("R: recipient outcome status cause reply").
struct Script {
    explicit Script(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return;
        for (const QString& line :
             QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts)) {
            if (line.startsWith("# ")) continue;
            if (line.startsWith("M: "))
                messages += line.mid(3);
            else if (line.startsWith("R: "))
                results += line;
            else
                steps += line;
        }
    }
    QStringList messages;
    QStringList steps;
    QStringList results;
};

/// How a scripted server speaks.
enum class Speech { lines, octets };

/// Sends `text`, perhaps octet by octet, each in a packet of its own.
inline boost::asio::awaitable<void> say(net::Connection& peer, std::string text, Speech speech)
{
    if (speech == Speech::lines) co_return co_await peer.write(text);
    for (const char c : text) {
        const std::string octet(1, c);
        co_await peer.write(octet);
        co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                                   boost::asio::use_awaitable);
    }
}

/// Plays the server of `script` and notes in `seen` what really happens:
/// - `S: text` is sent, `C: text` is awaited;
/// - `TLS` is the handshake;
/// - `CLOSE` ends the connection at once, `HANG` waits until the client does.
inline boost::asio::awaitable<void> playServer(net::Connection& peer,
                                               const net::TlsServer& tls,
                                               QStringList script,
                                               Speech speech,
                                               QStringList& seen)
{
    using namespace std::chrono_literals;
    peer.expiresAfter(20s);
    for (const QString& step : script) {
        if (step.startsWith("S: ")) {
            seen += step;
            co_await say(peer, step.mid(3).toStdString() + "\r\n", speech);
        } else if (step == "TLS") {
            seen += step;
            co_await peer.acceptTls(tls, net::TlsPolicy::web);
        } else if (step == "CLOSE") {
            seen += step;
            peer.shutdown();
            co_return;
        } else if (step == "HANG") {
            seen += step;
            for (;;) (void)co_await peer.readLine(1000);
        } else {
            const std::string line = co_await peer.readLine(1000);
            seen += "C: " + QString::fromStdString(line);
        }
    }
}

} // namespace roost::test
