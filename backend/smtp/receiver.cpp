// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/receiver.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/delivery/accept.h"

#include <chrono>

namespace roost::smtp {
namespace {

// A message that is too large is read to its end, because the client hears us only then; but not
// for ever.
constexpr std::int64_t MaxExcessFactor = 2;
// What must come within the time limit: a peer that sends an octet now and then does not hold its
// place for ever.
constexpr std::int64_t LeastOctets = 32 * 1024;
constexpr std::size_t MaxHeldOctets = 8192; // of a header, when memory is scarce

} // namespace

Receiver::Receiver(net::Connection& peer,
                   Services& services,
                   std::string sender,
                   std::vector<mail::Address> recipients)
    : peer_(peer),
      services_(services),
      settings_(services.settings.get()),
      sender_(std::move(sender)),
      recipients_(std::move(recipients)),
      check_(sender_, recipients_),
      buffer_(services.memory, settings_->message_memory, services.body_files, services.disk)
{
}

boost::asio::awaitable<Reply> Receiver::run()
{
    co_await readData();
    peer_.expiresAfter(std::chrono::seconds(settings_->smtp_timeout_seconds));
    Reply reply = co_await handOn();
    if (reply.code != 250) {
        ++services_.counters.messages_rejected;
        co_await buffer_.discard();
    }
    co_return reply;
}

boost::asio::awaitable<void> Receiver::readData()
{
    std::int64_t next_deadline = 0;
    while (scanner_.isOpen() && octets_ <= MaxExcessFactor * settings_->max_message_size) {
        if (octets_ >= next_deadline) {
            peer_.expiresAfter(std::chrono::seconds(settings_->smtp_timeout_seconds));
            next_deadline = octets_ + LeastOctets;
        }
        if (peer_.inputEmpty()) co_await peer_.flush();
        const std::string_view input = co_await peer_.peek();
        const std::size_t used =
            scanner_.feed(input, [this](std::string_view part) { take(part); });
        peer_.consume(used);
        buffer_.countBeside(check_.heldOctets());
        const bool spills = buffer_.needsSpill();
        giveUpLongHeader();
        if (failure_ || !spills) continue;
        if (const auto spilled = co_await buffer_.spill(); !spilled) failure_ = spilled.error();
    }
}

/// What the check holds back cannot go to the file.
void Receiver::giveUpLongHeader()
{
    if (!buffer_.isMemoryScarce() || check_.heldOctets() <= MaxHeldOctets) return;
    failure_ = Error(Code::unavailable, "memory is scarce and the header long");
    check_ = policy::OutgoingCheck({}, {});
    buffer_.countBeside(0);
}

void Receiver::take(std::string_view octets)
{
    octets_ += static_cast<std::int64_t>(octets.size());
    if (octets_ > settings_->max_message_size || failure_) return;
    check_.feed(octets, buffer_.tail());
}

boost::asio::awaitable<Reply> Receiver::handOn()
{
    must_close_ = scanner_.isBroken() || scanner_.isOpen();
    if (scanner_.isBroken()) // as Postfix's smtpd_forbid_bare_newline
        co_return Reply(521, "5.5.2 Error: bare <CR> or <LF> received");
    if (octets_ > settings_->max_message_size) // RFC 1870 §6.3
        co_return Reply(552, "5.3.4 Error: message file too big");

    if (!failure_) {
        if (const auto refused = check_.finish(buffer_.tail())) {
            if (refused->unencrypted) ++services_.counters.unencrypted_rejected;
            co_return Reply(refused->code, refused->text);
        }
    }
    if (failure_) co_return refusal(*failure_, Step::message);

    auto body = co_await buffer_.finish();
    if (!body) co_return refusal(body.error(), Step::message);
    delivery::Envelope envelope;
    envelope.sender = std::move(sender_);
    envelope.recipients = std::move(recipients_);
    envelope.header = buffer_.takeHeader();
    const auto accepted = co_await services_.acceptor.accept(std::move(envelope), std::move(*body));
    if (!accepted) co_return refusal(accepted.error(), Step::message);
    buffer_.keep();
    co_return Reply(250, "2.0.0 Ok: queued");
}

} // namespace roost::smtp
