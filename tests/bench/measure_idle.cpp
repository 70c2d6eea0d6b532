// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/message.h"
#include "tests/bench/processes.h"
#include "tests/bench/report.h"

#include <algorithm>
#include <unistd.h>

namespace roost::bench {
namespace {

constexpr int Sender = 1;
constexpr int FirstUser = 1;
constexpr int Pushes = 20; // each to another client that has not heard anything since it idles
constexpr std::size_t Octets = 3072;
constexpr double Settle = 3; // seconds, for what a login leaves behind

/// Everything an idle client may cost, in KiB.
struct Usage {
    explicit Usage(const Server& server)
        : server_memory(memoryOf(server.pids)),
          others(availableMemory() + memoryOf({::getpid()}).pss)
    {
    }
    Memory server_memory;
    std::int64_t others; // what the machine has left, and the driver itself
};

double each(std::int64_t kibibytes, int clients)
{
    return static_cast<double>(kibibytes) / clients;
}

} // namespace

std::deque<ImapClient> idlers(Loop& loop, const Server& server, int first, int count)
{
    auto clients = imapClients(loop, server, first, count);
    const WithImap idle = [](ImapClient& client) { return client.idle(); };
    forEach(loop, clients, idle);
    return clients;
}

double medianPush(Loop& loop, const Server& server, int first, std::deque<ImapClient>& clients)
{
    const std::string sender = server.user(Sender);
    auto senders = smtpClients(loop, server, Sender, 1);
    Message message(sender, Octets);
    std::vector<double> milliseconds;
    for (int i = 0; i < std::min<int>(Pushes, static_cast<int>(clients.size())); ++i) {
        const std::string recipient = server.user(first + i);
        const Envelope envelope{sender, {recipient}, message.next()};
        auto& to = clients[static_cast<std::size_t>(i)];
        milliseconds.push_back(1000 * pushSeconds(loop, senders.front(), envelope, to));
        pause(0.02);
    }
    return quantile(milliseconds, 0.5);
}

Figures measureIdle(
    Loop& loop, const Server& server, const Effort& effort, const std::string& key, int clients)
{
    visit(loop, server, FirstUser, clients);
    pause(Settle);
    const Usage before(server);
    auto idle = idlers(loop, server, FirstUser, clients);
    pause(Settle);
    const double cpu = cpuSeconds(server.pids);
    pause(effort.idle_seconds);
    const double used = cpuSeconds(server.pids) - cpu;
    const Usage after(server);
    return {
        {key + ".cpu", used},
        {key + ".rss", each(after.server_memory.rss - before.server_memory.rss, clients)},
        {key + ".pss", each(after.server_memory.pss - before.server_memory.pss, clients)},
        {key + ".machine", each(before.others - after.others, clients)},
        {key + ".push", medianPush(loop, server, FirstUser, idle)},
    };
}

} // namespace roost::bench
