// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"
#include "tests/bench/measures.h"
#include "tests/bench/message.h"
#include "tests/bench/report.h"

namespace roost::bench {
namespace {

constexpr int Sender = 1;
constexpr int Receiver = 101;
constexpr std::size_t Octets = 3072;
constexpr double Quiet = 0.02; // seconds between two messages

awaitable<void> timeMail(ImapClient& client, double& seconds)
{
    const auto start = Clock::now();
    co_await client.waitForMail();
    seconds = secondsSince(start);
}

} // namespace

double pushSeconds(Loop& loop, SmtpClient& from, const Envelope& envelope, ImapClient& to)
{
    double seconds = 0;
    std::vector<awaitable<void>> both;
    both.push_back(timeMail(to, seconds));
    both.push_back(from.submit(envelope));
    loop.together(std::move(both));
    return seconds;
}

Figures measureLatency(Loop& loop, const Server& server, const Effort& effort)
{
    const std::string sender = server.user(Sender);
    const std::string recipient = server.user(Receiver);
    auto senders = smtpClients(loop, server, Sender, 1);
    auto receivers = imapClients(loop, server, Receiver, 1);
    loop.run(receivers.front().empty());
    loop.run(receivers.front().idle());
    Message message(sender, Octets);
    std::vector<double> milliseconds;
    for (int i = 0; i < effort.quiet_messages; ++i) {
        pause(Quiet);
        const Envelope envelope{sender, {recipient}, message.next()};
        milliseconds.push_back(1000
                               * pushSeconds(loop, senders.front(), envelope, receivers.front()));
    }
    return {{"latency.median", quantile(milliseconds, 0.5)},
            {"latency.p95", quantile(milliseconds, 0.95)}};
}

} // namespace roost::bench
