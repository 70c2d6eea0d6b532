// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/core/tasks.h"
#include "backend/delivery/message_buffer.h"
#include "backend/imap/server.h"
#include "backend/mailbox/hub.h"
#include "backend/net/network_counts.h"
#include "backend/net/tls.h"
#include "backend/store/store_thread.h"
#include "shared/base/clock.h"
#include "tests/net/tls_client.h"

#include <QTemporaryDir>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_future.hpp>

#include <sys/socket.h>
#include <sys/time.h>

#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace roost::test {

/// 2026-01-02 03:04:05 UTC, for ever.
class FixedClock final : public Clock {
public:
    UnixSeconds now() const override { return 1'767'323'045; }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::time_point() + std::chrono::hours(1000);
    }
};

inline settings::Values imapSettings()
{
    settings::Values values;
    values.mail_domain = "relay.test";
    values.privacy_mail = "privacy@relay.test";
    values.max_load_1m = 1e9;
    values.min_available_memory = 0;
    values.min_free_disk_space = 0;
    return values;
}

/// A relay's IMAP side: store on disk, accounts, hub, and one I/O thread that serves socket pairs.
class World {
public:
    using Loopback = net::NetworkCounts::Loopback;

    explicit World(settings::Values values = imapSettings(), Loopback loopback = Loopback::counted)
        : settings(std::move(values)),
          hub({io_.get_executor()}),
          disk("disk", 2, 64),
          strangers_(loopback),
          hashing_("hash", 2, 64),
          store(store::StoreThread::open(
                    path(), [this](const store::Changes& c) { hub.notify(c.mailboxes); })
                    .value()),
          files(path(), 1 << 30),
          reader_(path()),
          accounts(accounts::Dependencies{*store, settings, hashing_, counters, clock, path()}),
          services_{tls_,     *store,   reader_.stores(), files,  disk,
                    settings, counters, accounts,         memory, hub,
                    0,        clock,    strangers_},
          thread_([this] { io_.run(); })
    {
        std::signal(SIGPIPE, SIG_IGN); // as the daemon does; a client may vanish
        static_cast<void>(tls_.use(identityFor("relay.test")).has_value());
    }
    ~World()
    {
        tasks_.cancelAll();
        tasks_.waitUntilIdle(std::chrono::seconds(5));
        guard_.reset();
        thread_.join();
    }

    /// The client's end of a new session.
    int connect(bool is_tls)
    {
        using Local = boost::asio::local::stream_protocol;
        Local::socket client(io_);
        Local::socket server(io_);
        boost::asio::local::connect_pair(client, server);
        const timeval patience{20, 0}; // a test that waits so long has failed
        ::setsockopt(client.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        net::Connection peer(std::move(server));
        tasks_.spawn(io_.get_executor(), serve(std::move(peer), is_tls, tls_, services_));
        return client.release();
    }
    /// Runs `task` on the I/O thread and waits for its value.
    template <class T>
    T await(boost::asio::awaitable<T> task)
    {
        return boost::asio::co_spawn(io_, std::move(task), boost::asio::use_future).get();
    }
    std::filesystem::path path() const { return folder_.path().toStdString(); }
    /// The UIDVALIDITY of the mailbox made first. The store begins with one that no earlier store
    /// had.
    std::int64_t firstUidValidity()
    {
        auto read = [](store::Stores& stores) {
            return Result<std::int64_t>(stores.db.integer("SELECT next_uid_validity FROM state"));
        };
        return store->writeNow(read, store::Promise::relaxed).value();
    }
    std::size_t running() const { return tasks_.running(); }

private:
    static boost::asio::awaitable<void>
    serve(net::Connection peer, bool is_tls, const net::TlsServer& tls, imap::Services& services)
    {
        if (is_tls) co_await peer.acceptTls(tls, net::TlsPolicy::mail_client);
        co_await imap::serve(std::move(peer), services);
    }

    QTemporaryDir folder_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_ =
        boost::asio::make_work_guard(io_);
    core::Tasks tasks_;
    net::TlsServer tls_;

public:
    FixedClock clock;
    core::Counters counters;
    core::LiveSettings settings;
    mailbox::Hub hub;
    delivery::MemoryBudget memory;
    core::Workers disk;

private:
    net::NetworkCounts strangers_;
    core::Workers hashing_;

public:
    std::unique_ptr<store::StoreThread> store;
    store::BodyFiles files;

private:
    store::Reader reader_;

public:
    accounts::Accounts accounts;

private:
    imap::Services services_;
    std::thread thread_;
};

/// The client's side, blocking; keeps all it was told.
class Client {
public:
    Client(World& world, bool is_tls) : stream_(world.connect(is_tls), is_tls)
    {
        if (is_tls) startTls();
    }
    void startTls() { is_tls_ = stream_.tls.connect(Hello{}); }
    bool isTls() const { return is_tls_; }

    void write(const std::string& octets)
    {
        if (is_tls_)
            stream_.tls.write(octets);
        else
            ::send(stream_.descriptor, octets.data(), octets.size(), MSG_NOSIGNAL);
    }
    /// The next line without CRLF; "<end>" when the server has closed, or said nothing for long.
    std::string readLine()
    {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n")) == std::string::npos)
            if (!readSome()) return buffer_.empty() ? "<end>" : std::exchange(buffer_, {});
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return line;
    }
    /// Sends `line` and gives all lines up to the one that starts with its tag.
    std::string ask(const std::string& line)
    {
        write(line + "\r\n");
        return readToTag(line.substr(0, line.find(' ')));
    }
    std::string readToTag(const std::string& tag)
    {
        std::string answer;
        for (std::string line;;) {
            line = readLine();
            answer += line + "\n";
            if (line.starts_with(tag + " ") || line == "<end>") return answer;
        }
    }
    /// All that ever came.
    const std::string& received() const { return received_; }

private:
    struct Stream {
        Stream(int d, bool) : descriptor(d), tls(d) {}
        int descriptor;
        RawTlsClient tls; // owns the descriptor
    };

    bool readSome()
    {
        char octets[16384];
        const auto read =
            is_tls_ ? SSL_read(stream_.tls.ssl(), octets, sizeof octets)
                    : static_cast<int>(::recv(stream_.descriptor, octets, sizeof octets, 0));
        if (read <= 0) return false;
        buffer_.append(octets, static_cast<std::size_t>(read));
        received_.append(octets, static_cast<std::size_t>(read));
        return true;
    }

    Stream stream_;
    bool is_tls_ = false;
    std::string buffer_;
    std::string received_;
};

} // namespace roost::test
