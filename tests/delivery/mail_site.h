// SPDX-License-Identifier: GPL-3.0-or-later
// Mail servers of others on loopback: SMTP with STARTTLS, and HTTPS.
#pragma once

#include "backend/net/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace roost::test {

/// What a server took.
struct Taken {
    std::string envelope; // "MAIL FROM:<..>", a line per command, or the X-MAIL fields
    std::string data;     // with dots as they came, without the last
    bool is_encrypted = false;
};

/// One server: how it behaves, and what happened to it.
struct MailSite {
    explicit MailSite(const net::Identity& identity) { (void)tls.use(identity); }

    // SMTP
    bool offers_tls = true;
    bool breaks_tls = false;                    // hangs up in the handshake
    bool leaves_after_message = false;          // hangs up when idle
    std::string greeting = "220 mx ESMTP";      // empty: silence
    std::string reply_to_second_ehlo;           // over TLS; empty: as usual
    std::map<std::string, std::string> replies; // by command, such as "RCPT TO:<bob@b.test>"
    // HTTPS
    bool leaves_after_request = false; // hangs up instead of answering
    bool leaves_after_answer = false;  // hangs up when idle
    std::string http_answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n250 OK";

    net::TlsServer tls;
    int smtp_connections = 0;
    int http_connections = 0;
    int http_departures = 0;
    std::vector<Taken> by_smtp;
    std::vector<Taken> by_http;
    std::vector<std::string> commands; // of SMTP
    std::vector<std::string> requests; // of HTTPS: the first lines
};

inline std::string replyTo(const MailSite& site, const std::string& command, bool is_encrypted)
{
    if (is_encrypted && command.starts_with("EHLO") && !site.reply_to_second_ehlo.empty())
        return site.reply_to_second_ehlo;
    const auto known = site.replies.find(command);
    if (known != site.replies.end()) return known->second;
    if (command.starts_with("EHLO"))
        return site.offers_tls && !is_encrypted ? "250-mx\r\n250-PIPELINING\r\n250 STARTTLS"
                                                : "250-mx\r\n250 PIPELINING";
    return command == "DATA" ? "354 go" : "250 2.0.0 ok";
}

inline boost::asio::awaitable<void> takeData(net::Connection& peer, MailSite& site, Taken& taken)
{
    for (;;) {
        const std::string line = co_await peer.readLine(100'000);
        if (line == ".") break;
        taken.data += line + "\r\n";
    }
    const std::string reply = replyTo(site, ".", true);
    if (reply.starts_with('2')) site.by_smtp.push_back(taken);
    taken = Taken();
    co_await peer.write(reply + "\r\n");
}

inline boost::asio::awaitable<void> serveSmtp(net::Connection peer, MailSite& site)
{
    using namespace std::chrono_literals;
    ++site.smtp_connections;
    peer.expiresAfter(20s);
    if (!site.greeting.empty()) co_await peer.write(site.greeting + "\r\n");
    Taken taken;
    for (;;) {
        const std::string line = co_await peer.readLine(2000);
        site.commands.push_back(line);
        if (line == "STARTTLS") {
            co_await peer.write("220 go\r\n");
            if (site.breaks_tls) co_return;
            co_await peer.acceptTls(site.tls, net::TlsPolicy::web);
            continue;
        }
        const std::string reply = replyTo(site, line, peer.isTls());
        const bool is_envelope = line.starts_with("MAIL") || line.starts_with("RCPT");
        if (is_envelope && reply.starts_with('2')) taken.envelope += line + "\n";
        taken.is_encrypted = peer.isTls();
        co_await peer.write(reply + "\r\n");
        if (line != "DATA" || !reply.starts_with('3')) continue;
        co_await takeData(peer, site, taken);
        if (site.leaves_after_message) co_return;
    }
}

inline boost::asio::awaitable<void> serveHttp(net::Connection peer, MailSite& site)
{
    using namespace std::chrono_literals;
    ++site.http_connections;
    peer.expiresAfter(20s);
    co_await peer.acceptTls(site.tls, net::TlsPolicy::web);
    for (;;) {
        Taken taken;
        std::size_t octets = 0;
        site.requests.push_back(co_await peer.readLine(2000));
        for (;;) {
            const std::string line = co_await peer.readLine(2000);
            if (line.empty()) break;
            if (line.starts_with("X-MAIL")) taken.envelope += line + "\n";
            if (line.starts_with("Content-Length: ")) octets = std::stoul(line.substr(16));
        }
        while (taken.data.size() < octets) {
            const auto input = co_await peer.peek();
            taken.data += input;
            peer.consume(input.size());
        }
        if (site.http_answer.find(" 200 ") != std::string::npos)
            site.by_http.push_back(std::move(taken));
        if (!site.leaves_after_request) co_await peer.write(site.http_answer);
        if (!site.leaves_after_request && !site.leaves_after_answer) continue;
        ++site.http_departures;
        co_return;
    }
}

using Serve = boost::asio::awaitable<void> (*)(net::Connection, MailSite&);

/// Accepts at one address until it is destroyed.
class Door {
public:
    Door(boost::asio::io_context& io, const std::string& address, std::uint16_t port)
        : acceptor_(io, {boost::asio::ip::make_address(address), port})
    {
    }
    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    void open(MailSite& site, Serve serve)
    {
        acceptor_.async_accept([this, &site, serve](boost::system::error_code error,
                                                    boost::asio::ip::tcp::socket peer) {
            if (error) return;
            boost::asio::co_spawn(
                acceptor_.get_executor(),
                serve(net::Connection(net::Connection::Socket(std::move(peer))), site),
                [](const std::exception_ptr&) {});
            open(site, serve);
        });
    }

private:
    boost::asio::ip::tcp::acceptor acceptor_;
};

} // namespace roost::test
