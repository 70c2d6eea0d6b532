// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/server.h"
#include "backend/core/io_threads.h"
#include "backend/core/tasks.h"
#include "backend/ctl/client.h"
#include "shared/api/methods.h"
#include "tests/accounts/world.h"

#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace roost::test {

/// A relay that listens nowhere; it answers what the test wants.
class FakeRelay final : public control::Relay {
public:
    api::RelayState state() const override { return state_; }
    UnixSeconds startedAt() const override { return 1'800'000'000; }
    std::vector<api::Listener> listeners() const override
    {
        return {{"imaps", "127.0.0.1", 20993, ""}};
    }
    boost::asio::awaitable<Result<>> applySetup(settings::Values values) override
    {
        applied.push_back(values.mail_domain);
        if (answer) state_ = api::RelayState::running;
        co_return answer;
    }
    boost::asio::awaitable<Result<>> settingsChanged(settings::Values before,
                                                     settings::Values after) override
    {
        changes.emplace_back(std::move(before), std::move(after));
        co_return answer;
    }

    Result<> answer;
    std::vector<std::string> applied;
    std::vector<std::pair<settings::Values, settings::Values>> changes;

private:
    api::RelayState state_ = api::RelayState::unconfigured;
};

/// Who the peer is said to be; by default an admin who is not root.
inline control::Peer adminPeer()
{
    return {4711, 4711, {50}, "ann"};
}

/// A control server on a real socket in a thread of its own, above a real store.
struct ControlWorld {
    explicit ControlWorld(settings::Values values = freshSettings()) : world(std::move(values)) {}
    ~ControlWorld() { stop(); }

    static settings::Values freshSettings()
    {
        settings::Values values = relaySettings();
        values.mail_domain.clear();
        return values;
    }

    control::Services services()
    {
        return {
            *world.store, world.reader->stores(), world.settings, world.counters, *world.accounts,
            tasks,        world.hashing,          relay,          world.clock,    world.path()};
    }

    std::unique_ptr<control::Server> makeServer()
    {
        control::ServerOptions options;
        options.path = path();
        options.identify = [this](int) -> Result<control::Peer> { return peer; };
        options.rules = control::RoleRules{900, 50, 51};
        return std::make_unique<control::Server>(threads.context(0).get_executor(), services(),
                                                 options);
    }

    /// Begins to serve. Methods of the test are added between these two.
    Result<> start()
    {
        if (!server) server = makeServer();
        const auto done = server->start();
        if (done) threads.start();
        return done;
    }
    void stop()
    {
        if (server) server->close();
        tasks.cancelAll();
        if (!tasks.waitUntilIdle(std::chrono::seconds(10))) std::abort();
        threads.stop();
        server.reset();
    }

    std::string path() const { return (world.path() / "control.sock").string(); }
    ctl::Client connect() const { return std::move(ctl::Client::connect({path()}).value()); }

    World world;
    control::Peer peer = adminPeer();
    FakeRelay relay;
    core::Tasks tasks;
    core::IoThreads threads{1};
    std::unique_ptr<control::Server> server;
};

/// A client that writes and reads lines as they are.
class RawClient {
public:
    explicit RawClient(const ControlWorld& world) : client_(world.connect()) {}

    void send(std::string_view octets)
    {
        while (!octets.empty()) {
            const auto sent =
                ::send(client_.descriptor(), octets.data(), octets.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            octets.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void endSending() { ::shutdown(client_.descriptor(), SHUT_WR); }

    /// The next line; "closed" at the end.
    std::string line()
    {
        for (;;) {
            const auto found = lines_.next();
            if (!found) return "too long";
            if (*found) return **found;
            std::array<char, 65536> buffer;
            const auto count = ::recv(client_.descriptor(), buffer.data(), buffer.size(), 0);
            if (count <= 0) return "closed";
            lines_.feed({buffer.data(), static_cast<std::size_t>(count)});
        }
    }
    json::Message message()
    {
        const auto text = line();
        const auto parsed = json::parseMessage(text);
        if (!parsed) throw std::runtime_error("no message: " + text);
        return *parsed;
    }
    /// The next event but `stats`, which come by themselves.
    api::Event event()
    {
        for (;;) {
            auto decoded = json::decode<api::Event>(message().content, "event");
            if (decoded && decoded->kind != api::EventKind::stats) return *decoded;
        }
    }

private:
    ctl::Client client_;
    json::LineFramer lines_;
};

} // namespace roost::test
