// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/receiver.h"

#include <chrono>

namespace roost::smtp {
namespace {

// A message that is too large is read to its end, because the client hears us only then; but not
// for ever.
constexpr std::int64_t MaxExcessFactor = 2;
// What must come within the time limit: a peer that sends an octet now and then does not hold its
// place for ever.
constexpr std::int64_t LeastOctets = 32'768;

} // namespace

boost::asio::awaitable<Reply> Receiver::run()
{
    co_await readData();
    peer_.expiresAfter(std::chrono::seconds(settings_.smtp_timeout_seconds));
    if (scanner_.isBroken()) { // as Postfix's smtpd_forbid_bare_newline
        co_await intake_.discard();
        co_return Reply(521, "5.5.2 Error: bare <CR> or <LF> received");
    }
    if (intake_.isTooLarge()) { // RFC 1870 §6.3
        co_await intake_.discard();
        co_return Reply(552, "5.3.4 Error: message file too big");
    }
    co_await peer_.flush(); // it may take longer than the peer waits for what came before
    const delivery::Verdict verdict = co_await intake_.finish();
    if (!verdict) co_return refusal(verdict.error(), Step::message);
    if (*verdict) co_return Reply((*verdict)->code, (*verdict)->text);
    co_return Reply(250, "2.0.0 Ok: queued");
}

boost::asio::awaitable<void> Receiver::readData()
{
    std::int64_t next_deadline = 0;
    while (scanner_.isOpen() && intake_.octets() <= MaxExcessFactor * settings_.max_message_size) {
        if (intake_.octets() >= next_deadline) {
            peer_.expiresAfter(std::chrono::seconds(settings_.smtp_timeout_seconds));
            next_deadline = intake_.octets() + LeastOctets;
        }
        if (peer_.inputEmpty()) co_await peer_.flush();
        const std::string_view input = co_await peer_.peek();
        const std::size_t used =
            scanner_.feed(input, [this](std::string_view part) { intake_.take(part); });
        peer_.consume(used);
        co_await intake_.settle();
    }
}

} // namespace roost::smtp
