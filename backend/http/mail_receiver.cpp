// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/mail_receiver.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>

namespace roost::http {

namespace beast = boost::beast::http;
using boost::asio::awaitable;
using boost::system::error_code;

namespace {

constexpr std::int64_t BodiesPerNetwork = 4;
constexpr std::size_t PieceOctets = 16'384;
// What must come within the time for a request, as on port 25.
constexpr std::int64_t LeastOctets = 32'768;
constexpr std::chrono::seconds AnswerLimit(120); // keys are looked up twice at most
constexpr const char* SenderField = "X-MAIL-FROM";
constexpr const char* RecipientField = "X-MAIL-TO";

Answer reply(unsigned status, std::string text)
{
    return {status, "text/plain; charset=utf-8", std::move(text)};
}

Answer reply(const policy::Refusal& refusal)
{
    return reply(400, std::to_string(refusal.code) + " " + refusal.text);
}

Answer tooLarge()
{
    return reply(413, "552 Message exceeds maximum size");
}

std::string_view valueOf(const beast::fields::value_type& field)
{
    return {field.value().data(), field.value().size()};
}

std::optional<std::uint64_t> contentLength(const RequestReader::HeaderParser& parser)
{
    const auto length = parser.content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

/// An address with or without its angle brackets.
Result<mail::Address> parseAddress(std::string_view text)
{
    if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
    return mail::Address::parse(text);
}

} // namespace

awaitable<Answer> MailReceiver::run()
{
    const auto place = door_.bodies.enter(peer_.origin(), BodiesPerNetwork);
    if (!place) co_return reply(503, "421 4.7.0 Error: too many messages at once");
    co_return co_await receive();
}

awaitable<Answer> MailReceiver::receive()
{
    RequestReader::HeaderParser header;
    const Arrival arrival = co_await reader_.nextMail(header);
    if (arrival.kind != Arrival::Kind::request)
        co_return statusPage(static_cast<unsigned>(arrival.fault));
    if (auto refused = co_await readEnvelope(header.get(), contentLength(header)))
        co_return std::move(*refused);

    MailParser parser(std::move(header));
    const auto executor = co_await boost::asio::this_coro::executor;
    delivery::IncomingMail mail(door_.incoming, executor, peer_.origin(), std::move(sender_),
                                std::move(recipients_));
    if (!parser.is_done() && expectsContinue(parser.get())) co_await peer_.write(Continue);
    if (auto refused = co_await readBody(parser, mail)) {
        co_await mail.discard();
        co_return std::move(*refused);
    }
    can_go_on_ = parser.get().keep_alive() && pending_.empty();
    co_return co_await handOn(mail);
}

/// Who sent it to whom, all judged before the body is read.
awaitable<std::optional<Answer>> MailReceiver::readEnvelope(const Header& header,
                                                            std::optional<std::uint64_t> length)
{
    const auto values = door_.incoming.settings.get();
    const auto encoding = header[beast::field::transfer_encoding];
    if (!encoding.empty() && !boost::beast::iequals(encoding, "chunked"))
        co_return statusPage(501); // RFC 9112 §6.1
    if (length && *length > static_cast<std::uint64_t>(values->max_message_size))
        co_return tooLarge();
    if (auto refused = takeSender(header)) co_return refused;

    delivery::IncomingRecipients recipients(
        door_.incoming, peer_.origin(),
        length ? std::optional(static_cast<std::int64_t>(*length)) : std::nullopt);
    const auto delay = recipients.delay();
    if (delay > std::chrono::seconds(0)) {
        const auto executor = co_await boost::asio::this_coro::executor;
        boost::asio::steady_timer timer(executor, delay);
        co_await timer.async_wait(boost::asio::use_awaitable);
    }
    if (auto refused = takeRecipients(header, recipients)) co_return refused;
    recipients_ = recipients.take();
    co_return std::nullopt;
}

std::optional<Answer> MailReceiver::takeSender(const Header& header)
{
    const auto [first, last] = header.equal_range(SenderField);
    if (first == last || valueOf(*first).empty() || valueOf(*first) == "<>") return std::nullopt;
    const auto address = parseAddress(valueOf(*first));
    if (std::next(first) != last || !address)
        return reply(400, "501 5.1.7 Bad sender address syntax");
    sender_ = address->key();
    return std::nullopt;
}

std::optional<Answer> MailReceiver::takeRecipients(const Header& header,
                                                   delivery::IncomingRecipients& recipients)
{
    const auto [first, last] = header.equal_range(RecipientField);
    for (auto field = first; field != last; ++field) {
        auto address = parseAddress(valueOf(*field));
        if (!address) return reply(400, "501 5.1.3 Bad recipient address syntax");
        const auto refused = recipients.add(std::move(*address));
        if (!refused) continue;
        ++door_.incoming.counters.messages_rejected;
        return reply(*refused);
    }
    if (first == last) return reply(400, "554 5.5.1 Error: no valid recipients");
    return std::nullopt;
}

/// Nothing when the message was read to its end.
awaitable<std::optional<Answer>> MailReceiver::readBody(MailParser& parser,
                                                        delivery::IncomingMail& mail)
{
    piece_.resize(PieceOctets);
    std::int64_t next_start = 0;
    while (!parser.is_done()) {
        if (mail.octets() >= next_start) {
            time_.start();
            next_start = mail.octets() + LeastOctets;
        }
        std::string_view input;
        const auto event = co_await peer_.peekOrWake(input);
        if (event == net::Event::woken) co_return statusPage(408);
        const auto missing = parser.content_length_remaining(); // none when chunked
        const auto octets =
            missing ? std::min<std::uint64_t>(*missing, input.size()) : input.size();
        pending_.append(input.substr(0, octets));
        peer_.consume(octets);
        if (auto refused = takePending(parser, mail)) co_return refused;
        co_await mail.settle();
    }
    if (!line_ends_.isWhole()) co_return reply(400, "554 5.6.0 Error: bare <CR> or <LF> received");
    co_return std::nullopt;
}

/// Gives what has come to the parser, and what that makes of it to `mail`.
std::optional<Answer> MailReceiver::takePending(MailParser& parser, delivery::IncomingMail& mail)
{
    error_code error;
    do {
        parser.get().body().data = piece_.data();
        parser.get().body().size = piece_.size();
        parser.get().body().more = true;
        const auto taken = parser.put(boost::asio::buffer(pending_), error);
        pending_.erase(0, taken);
        const std::string_view octets(piece_.data(), piece_.size() - parser.get().body().size);
        if (!line_ends_.admits(octets))
            return reply(400, "554 5.6.0 Error: bare <CR> or <LF> received");
        mail.take(octets);
        if (mail.isTooLarge()) return tooLarge();
    } while (error == beast::error::need_buffer
             || (!error && !pending_.empty() && !parser.is_done()));
    if (error && error != beast::error::need_more) return statusPage(400);
    if (pending_.size() > MaxHeaderOctets) return statusPage(400); // a chunk's header without end
    return std::nullopt;
}

awaitable<Answer> MailReceiver::handOn(delivery::IncomingMail& mail)
{
    time_.wait(AnswerLimit);
    co_await peer_.flush(); // answers to earlier requests
    const delivery::Verdict verdict = co_await mail.finish();
    if (!verdict) co_return reply(400, "451 4.3.0 Temporary server problem");
    if (*verdict) co_return reply(**verdict);
    co_return reply(200, "250 OK");
}

} // namespace roost::http
