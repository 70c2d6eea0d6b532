// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/message.h"
#include "tests/bench/processes.h"

#include <fmt/format.h>

#include <numeric>
#include <stdexcept>

namespace roost::bench {
namespace {

constexpr int Senders = 32;
constexpr int FirstMailbox = 101;
constexpr int Mailboxes = 64;
constexpr double DeliveryLimit = 180; // seconds after the last message was accepted
constexpr double PollPause = 0.05;    // between looks at the mailboxes

/// The senders of one burst.
struct Sending {
    const Server& server;
    Burst burst;
    Clock::time_point end;
    std::vector<std::string> addresses; // of the mailboxes
    std::size_t next = 0;               // mailbox
    std::uint64_t accepted = 0;
};

awaitable<void> sendUntilEnd(Sending& sending, SmtpClient& client, int number)
{
    const std::string sender = sending.server.user(number);
    Message message(sender, sending.burst.octets);
    Envelope envelope{sender, {}, {}};
    while (Clock::now() < sending.end) {
        envelope.recipients.clear();
        for (int i = 0; i < sending.burst.recipients; ++i)
            envelope.recipients.push_back(
                sending.addresses[sending.next++ % sending.addresses.size()]);
        envelope.message = message.next();
        co_await client.submit(envelope);
        ++sending.accepted;
    }
}

awaitable<void> addCount(ImapClient& client, std::uint64_t& sum)
{
    const auto messages = co_await client.countMessages();
    sum += messages;
}

/// What is in all mailboxes, by asking each.
std::uint64_t delivered(Loop& loop, std::deque<ImapClient>& mailboxes)
{
    std::uint64_t sum = 0;
    const WithImap count = [&sum](ImapClient& client) { return addCount(client, sum); };
    forEach(loop, mailboxes, count);
    return sum;
}

void waitUntilDelivered(Loop& loop, std::deque<ImapClient>& mailboxes, std::uint64_t wanted)
{
    const auto start = Clock::now();
    for (;;) {
        const auto there = delivered(loop, mailboxes);
        if (there == wanted) return;
        if (secondsSince(start) > DeliveryLimit)
            throw std::runtime_error(fmt::format("{} of {} delivered", there, wanted));
        pause(PollPause);
    }
}

void emptyAll(Loop& loop, std::deque<ImapClient>& mailboxes)
{
    const WithImap empty = [](ImapClient& client) { return client.empty(); };
    forEach(loop, mailboxes, empty);
}

} // namespace

Figures measureSubmit(Loop& loop, const Server& server, const Effort& effort, const Burst& burst)
{
    auto mailboxes = imapClients(loop, server, FirstMailbox, Mailboxes);
    emptyAll(loop, mailboxes);
    auto senders = smtpClients(loop, server, 1, Senders);
    Sending sending{server, burst, {}, {}};
    for (int i = 0; i < Mailboxes; ++i) sending.addresses.push_back(server.user(FirstMailbox + i));

    const double cpu = cpuSeconds(server.pids);
    const auto start = Clock::now();
    sending.end = start + std::chrono::milliseconds(static_cast<int>(effort.seconds * 1000));
    std::vector<awaitable<void>> tasks;
    for (int i = 0; i < Senders; ++i)
        tasks.push_back(sendUntilEnd(sending, senders[static_cast<std::size_t>(i)], 1 + i));
    loop.together(std::move(tasks));
    const double accepting = secondsSince(start);
    const auto copies = sending.accepted * static_cast<std::uint64_t>(burst.recipients);
    waitUntilDelivered(loop, mailboxes, copies);
    const double delivering = secondsSince(start);
    const double used = cpuSeconds(server.pids) - cpu;
    emptyAll(loop, mailboxes);

    const auto accepted = static_cast<double>(sending.accepted);
    return {{burst.key + ".accepted", accepted / accepting},
            {burst.key + ".delivered", static_cast<double>(copies) / delivering},
            {burst.key + ".cpu", used / accepted * 1000}};
}

} // namespace roost::bench
