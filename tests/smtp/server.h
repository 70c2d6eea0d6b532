// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/tasks.h"
#include "backend/delivery/accept.h"
#include "backend/delivery/intake/incoming_services.h"
#include "backend/delivery/message_buffer.h"
#include "backend/net/dns/lookup.h"
#include "backend/policy/send_rate.h"
#include "backend/smtp/relay.h"
#include "backend/smtp/submission.h"
#include "shared/base/text.h"
#include "tests/accounts/world.h"
#include "tests/mail/openpgp.h"
#include "tests/smtp/client.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <sys/socket.h>

#include <csignal>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace roost::test {

inline boost::asio::awaitable<void>
serveOne(net::Connection peer, smtp::Services& services, bool is_tls)
{
    peer.expiresAfter(std::chrono::seconds(10));
    if (is_tls) co_await peer.acceptTls(services.tls, net::TlsPolicy::mail_client);
    co_await smtp::serveSubmission(std::move(peer), services);
}

inline boost::asio::awaitable<void> serveOne(net::Connection peer, smtp::RelayServices& services)
{
    peer.expiresAfter(std::chrono::seconds(10));
    co_await smtp::serveRelay(std::move(peer), services);
}

/// A name system where nothing exists.
class NoNames final : public net::dns::Lookup {
public:
    boost::asio::awaitable<net::dns::Answer>
    ask(std::string, net::dns::Type, std::chrono::milliseconds, net::dns::Freshness) override
    {
        net::dns::Answer answer;
        answer.status = net::dns::Status::no_such_name;
        co_return answer;
    }
};

/// Base of Server, so that it outlives the store, whose thread resumes sessions there.
struct ServerLoop {
    boost::asio::io_context io_;
};

/// A submission server, and one for other servers, on a thread of its own, over a store on disk.
class Server : ServerLoop, public World {
public:
    explicit Server(settings::Values values = relaySettings())
        : World(std::move(values)), thread_([this] { io_.run(); })
    {
        std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to peers that have gone
        if (!tls_.use(identityFor("relay.test"))) qFatal("no identity");
    }
    ~Server()
    {
        work_.reset();
        thread_.join(); // once every client has gone
    }

    /// A client at the other end of a socket pair.
    std::unique_ptr<Client> connect(bool is_tls)
    {
        return connectTo(is_tls, [this, is_tls](net::Connection peer) {
            return serveOne(std::move(peer), services_, is_tls);
        });
    }
    /// Another server.
    std::unique_ptr<Client> connectRelay()
    {
        return connectTo(
            false, [this](net::Connection peer) { return serveOne(std::move(peer), relay_); });
    }
    /// One that has logged in as `user`@relay.test.
    std::unique_ptr<Client> connectAs(const std::string& user)
    {
        auto client = connect(true);
        client->line();
        client->ask("EHLO client.test");
        if (!client->ask("AUTH PLAIN " + credentials(user)).starts_with("235")) qFatal("no login");
        return client;
    }
    static std::string credentials(const std::string& user,
                                   const std::string& password = "a password")
    {
        return base64(std::string(1, '\0') + user + "@relay.test" + '\0' + password);
    }
    /// Waits until no session is left.
    void waitForSessions() const
    {
        while (counters.smtp_connections + counters.relay_connections > 0)
            std::this_thread::yield();
    }
    /// What lies in the INBOX of `user`, oldest first.
    std::vector<std::string> inbox(const std::string& user)
    {
        std::vector<std::string> messages;
        const auto account = (*reader)->accounts.find(user + "@relay.test");
        if (!account) return messages;
        for (const auto& row : (*reader)->messages.list(account->inbox_id, {1, 0xffffffff}, 1000))
            messages.push_back((*reader)->bodies.load(row.body_id)->content);
        return messages;
    }

private:
    template <class Serve>
    std::unique_ptr<Client> connectTo(bool is_tls, Serve serve)
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) qFatal("no socket pair");
        auto begin = [this, serve, end = ends[1]] {
            boost::asio::local::stream_protocol::socket socket(
                io_, boost::asio::local::stream_protocol(), end);
            boost::asio::co_spawn(io_, serve(net::Connection(std::move(socket))),
                                  [](std::exception_ptr) {});
        };
        boost::asio::post(io_, begin);
        auto client = std::make_unique<Client>(ends[0]);
        if (is_tls && !client->startTls()) qFatal("no TLS");
        return client;
    }

    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
    net::TlsServer tls_;
    store::Reader io_reader_{path()};
    core::Workers disk_{"disk", 1, 100};
    delivery::MemoryBudget memory_;
    store::BodyFiles files_{path(), 100'000'000};
    policy::SendRate send_rate_;
    net::NetworkCounts networks_;
    delivery::Acceptor acceptor_{*store, settings, counters, clock};
    smtp::Services services_{
        tls_,      io_reader_.stores(), files_,  disk_,      settings, counters,
        *accounts, acceptor_,           memory_, send_rate_, clock,    networks_};
    core::Tasks tasks_;
    NoNames names_;
    delivery::IncomingState incoming_state_;
    delivery::IncomingServices incoming_{io_reader_.stores(),
                                         {files_, disk_, memory_},
                                         settings,
                                         counters,
                                         disk_,
                                         tasks_,
                                         names_,
                                         acceptor_,
                                         clock,
                                         incoming_state_};
    smtp::RelayServices relay_{tls_, incoming_, networks_};
    std::thread thread_;
};

/// An encrypted message as Delta Chat writes them, in CRLF lines; `user` with or without domain.
inline std::string encryptedMessage(const std::string& user, std::size_t octets = 300)
{
    using namespace openpgp;
    const std::string secret = packet(18, "\x01" + std::string(octets, 'e'));
    const std::string address = user.find('@') == std::string::npos ? user + "@relay.test" : user;
    return "From: <" + address
           + ">\r\nTo: \"hidden-recipients\": ;\r\n"
             "Subject: secret plans\r\nUser-Agent: tell tale\r\nMessage-ID: <1@relay.test>\r\n"
             "MIME-Version: 1.0\r\nContent-Type: multipart/encrypted; boundary=\"b\"\r\n\r\n"
             "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
             "--b\r\nContent-Type: application/octet-stream\r\n\r\n"
           + armor(PublicKey + secret) + "\r\n--b--\r\n";
}

} // namespace roost::test
