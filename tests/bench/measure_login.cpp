// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/processes.h"

#include <deque>
#include <future>

namespace roost::bench {
namespace {

constexpr int Threads = 2; // one thread of the driver cannot keep a fast server busy
constexpr int Clients = 8; // of each thread, at any time
constexpr int FirstUser = 101;
constexpr int Users = 64; // of each thread

struct Logins {
    explicit Logins(const Server& of) : server(of) {}
    Loop loop;
    const Server& server;
    Clock::time_point end;
    int first_user = 0;
    int begun = 0;
    int done = 0;
};

awaitable<void> logInUntilEnd(Logins& logins)
{
    while (Clock::now() < logins.end) {
        ImapClient client(logins.loop.executor());
        std::string user = logins.server.user(logins.first_user + logins.begun++ % Users);
        co_await client.logIn(logins.server, std::move(user));
        co_await client.logOut();
        ++logins.done;
    }
}

void runAll(Logins& logins)
{
    std::vector<awaitable<void>> tasks;
    for (int i = 0; i < Clients; ++i) tasks.push_back(logInUntilEnd(logins));
    logins.loop.together(std::move(tasks));
}

/// On threads of their own; throws what one of them has thrown.
void runAll(std::deque<Logins>& threads)
{
    std::vector<std::future<void>> running;
    for (Logins& logins : threads)
        running.push_back(std::async(std::launch::async, [&logins] { runAll(logins); }));
    for (auto& each : running) each.get();
}

} // namespace

Figures measureLogin(Loop& loop, const Server& server, const Effort& effort)
{
    visit(loop, server, FirstUser, Threads * Users);
    const double cpu = cpuSeconds(server.pids);
    const auto start = Clock::now();
    std::deque<Logins> threads;
    for (int i = 0; i < Threads; ++i) {
        Logins& logins = threads.emplace_back(server);
        logins.first_user = FirstUser + i * Users;
        logins.end = start + std::chrono::milliseconds(static_cast<int>(effort.seconds * 1000));
    }
    runAll(threads);
    const double seconds = secondsSince(start);
    const double used = cpuSeconds(server.pids) - cpu;
    int done = 0;
    for (const Logins& logins : threads) done += logins.done;
    return {{"login.rate", done / seconds}, {"login.cpu", used / done * 1000}};
}

} // namespace roost::bench
