// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/relay_session.h"

#include "backend/core/counters.h"
#include "backend/delivery/intake/incoming_mail.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace roost::smtp {
namespace {

constexpr std::int64_t MaxUnknownRecipients = 100; // of one session

} // namespace

RelaySession::RelaySession(net::Connection& peer, RelayServices& services)
    : Session(peer,
              services.incoming.settings,
              services.incoming.counters,
              TlsOffer{services.tls, net::TlsPolicy::relay}),
      services_(services)
{
}

bool RelaySession::isUnwanted() const
{
    return unknown_recipients_ > MaxUnknownRecipients;
}

boost::asio::awaitable<Reply> RelaySession::onAuth(std::string_view)
{
    co_return Reply(503, "5.5.1 Error: authentication not enabled");
}

/// MAIL FROM (RFC 5321 §4.1.1.2): anybody, also the null sender. Who really wrote the message is
/// for its signature to prove.
boost::asio::awaitable<Reply> RelaySession::onMail(MailArgument mail)
{
    delivery::IncomingRecipients recipients(services_.incoming, peer().origin(), mail.size);
    mail_.emplace(Transaction{std::move(mail.sender), std::move(recipients)});
    co_return Reply(250, "2.1.0 Ok");
}

/// RCPT TO (RFC 5321 §4.1.1.3): refused here, a recipient is bounced by the server of the sender,
/// and never by us to somebody who did not write (RFC 3834 §2).
boost::asio::awaitable<Reply> RelaySession::onRcpt(mail::Address recipient)
{
    const auto delay = mail_->recipients.delay();
    if (delay > std::chrono::seconds(0)) co_await waitBeforeAnswer(delay);
    const auto refused = mail_->recipients.add(std::move(recipient));
    if (!refused) co_return Reply(250, "2.1.5 Ok");
    ++counters().messages_rejected;
    if (refused->code == 550) ++unknown_recipients_;
    co_return Reply(refused->code, refused->text);
}

boost::asio::awaitable<void> RelaySession::waitBeforeAnswer(std::chrono::seconds time)
{
    co_await peer().flush();
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer timer(executor, time);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

/// DATA (RFC 5321 §4.1.1.4).
boost::asio::awaitable<Reply> RelaySession::onData(std::string_view)
{
    const auto executor = co_await boost::asio::this_coro::executor;
    const bool is_null = mail_->sender.local.empty();
    std::string sender = is_null ? std::string() : mail_->sender.key();
    delivery::IncomingMail mail(services_.incoming, executor, peer().origin(), std::move(sender),
                                mail_->recipients.take());
    mail_.reset();
    co_return co_await receive(mail);
}

} // namespace roost::smtp
