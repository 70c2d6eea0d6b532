// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/message.h"
#include "tests/bench/processes.h"

#include <stdexcept>

namespace roost::bench {
namespace {

constexpr int User = 90;
constexpr int Writers = 8;
constexpr std::size_t Octets = 3072;
constexpr int Repeats = 3; // of the fetch, as one is over too soon to weigh its CPU

awaitable<void> write(ImapClient& client, const std::string& user, int& left)
{
    Message message(user, Octets);
    while (left > 0) {
        --left;
        co_await client.append(message.next());
    }
}

void fill(Loop& loop, const Server& server, int messages)
{
    const std::string user = server.user(User);
    std::deque<ImapClient> writers;
    std::vector<awaitable<void>> tasks;
    for (int i = 0; i < Writers; ++i)
        loop.run(writers.emplace_back(loop.executor()).logIn(server, user));
    loop.run(writers.front().empty());
    for (auto& writer : writers) tasks.push_back(write(writer, user, messages));
    loop.together(std::move(tasks));
}

awaitable<void> fetch(ImapClient& client, int messages)
{
    for (int i = 0; i < Repeats; ++i) {
        const auto seen = co_await client.command("UID FETCH 1:* (FLAGS BODY.PEEK[])");
        const auto wanted = static_cast<std::uint64_t>(messages);
        if (seen.literals != wanted || seen.literal_octets < wanted * Octets / 2)
            throw std::runtime_error("not all messages were fetched");
    }
}

awaitable<void> select(ImapClient& client)
{
    co_await client.command("SELECT INBOX");
}

awaitable<void> remove(ImapClient& client)
{
    co_await client.command("UID STORE 1:* +FLAGS (\\Deleted)");
    co_await client.command("EXPUNGE");
}

} // namespace

Figures measureFetch(Loop& loop, const Server& server, const Effort& effort)
{
    fill(loop, server, effort.messages);
    ImapClient client(loop.executor());
    loop.run(client.logIn(server, server.user(User)));
    loop.run(select(client));

    const double cpu = cpuSeconds(server.pids);
    auto start = Clock::now();
    loop.run(fetch(client, effort.messages));
    const double fetching = secondsSince(start);
    const double used = cpuSeconds(server.pids) - cpu;

    start = Clock::now();
    loop.run(remove(client));
    const double removing = secondsSince(start);
    const double fetched = Repeats * effort.messages;
    return {{"fetch.rate", fetched / fetching},
            {"fetch.cpu", used / fetched * 1000},
            {"delete.seconds", removing}};
}

} // namespace roost::bench
