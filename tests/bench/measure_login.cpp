// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/processes.h"

namespace roost::bench {
namespace {

constexpr int Clients = 16; // at any time
constexpr int FirstUser = 101;
constexpr int Users = 64;

struct Logins {
    Loop& loop;
    const Server& server;
    Clock::time_point end;
    int begun = 0;
    int done = 0;
};

awaitable<void> logInUntilEnd(Logins& logins)
{
    while (Clock::now() < logins.end) {
        ImapClient client(logins.loop.executor());
        std::string user = logins.server.user(FirstUser + logins.begun++ % Users);
        co_await client.logIn(logins.server, std::move(user));
        co_await client.logOut();
        ++logins.done;
    }
}

} // namespace

Figures measureLogin(Loop& loop, const Server& server, const Effort& effort)
{
    visit(loop, server, FirstUser, Users);
    Logins logins{loop, server, {}};
    const double cpu = cpuSeconds(server.pids);
    const auto start = Clock::now();
    logins.end = start + std::chrono::milliseconds(static_cast<int>(effort.seconds * 1000));
    std::vector<awaitable<void>> tasks;
    for (int i = 0; i < Clients; ++i) tasks.push_back(logInUntilEnd(logins));
    loop.together(std::move(tasks));
    const double seconds = secondsSince(start);
    const double used = cpuSeconds(server.pids) - cpu;
    return {{"login.rate", logins.done / seconds}, {"login.cpu", used / logins.done * 1000}};
}

} // namespace roost::bench
