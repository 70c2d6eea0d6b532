// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/message.h"
#include "tests/bench/processes.h"

#include <algorithm>
#include <stdexcept>

namespace roost::bench {
namespace {

constexpr int Sender = 1;
constexpr int FirstUser = 1;
constexpr int Recipients = 100; // of one message
constexpr std::size_t Octets = 3072;
constexpr double Settle = 3; // seconds, for what the logins leave behind

void mustTurnAway(Loop& loop, const Server& server, int user)
{
    bool is_turned_away = false;
    const auto try_it = [&](ImapClient& client) -> awaitable<void> {
        is_turned_away = co_await client.isTurnedAway(server, server.user(user));
    };
    ImapClient client(loop.executor());
    loop.run(try_it(client));
    if (!is_turned_away) throw std::runtime_error("one client too many was let in");
}

/// One message for each of `count` users, from a client that is connected already.
awaitable<void> writeToAll(const Server& server, SmtpClient& client, int count)
{
    const std::string sender = server.user(Sender);
    Message message(sender, Octets);
    for (int first = 0; first < count; first += Recipients) {
        std::vector<std::string> users;
        for (int i = first; i < std::min(first + Recipients, count); ++i)
            users.push_back(server.user(FirstUser + i));
        Envelope envelope{sender, {users.begin(), users.end()}, message.next()};
        co_await client.submit(envelope);
    }
}

/// Until every client has heard of a message of its own.
double pushAll(Loop& loop, const Server& server, std::deque<ImapClient>& clients)
{
    auto senders = smtpClients(loop, server, Sender, 1);
    std::vector<awaitable<void>> all;
    for (ImapClient& client : clients) all.push_back(client.waitForMail());
    all.push_back(writeToAll(server, senders.front(), static_cast<int>(clients.size())));
    const auto start = Clock::now();
    loop.together(std::move(all));
    return secondsSince(start);
}

} // namespace

Figures measureCrowd(Loop& loop, const Server& server, const Effort& effort)
{
    const int clients = effort.crowd;
    const auto memory = memoryOf(server.pids).rss;
    const auto start = Clock::now();
    auto crowd = idlers(loop, server, FirstUser, clients);
    const double logins = secondsSince(start);
    pause(Settle);
    const auto grown = memoryOf(server.pids).rss - memory;
    mustTurnAway(loop, server, FirstUser + clients);
    const double all = pushAll(loop, server, crowd);
    const double one = medianPush(loop, server, FirstUser, crowd);
    mustTurnAway(loop, server, FirstUser + clients);
    return {{"crowd.logins", clients / logins},
            {"crowd.rss", static_cast<double>(grown) / clients},
            {"crowd.all", all},
            {"crowd.push", one}};
}

} // namespace roost::bench
