// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/session.h"

#include "backend/core/counters.h"
#include "backend/policy/send_rate.h"
#include "backend/smtp/receiver.h"

namespace roost::smtp {

/// MAIL FROM (RFC 5321 §4.1.1.2). Whose address it is, is asked at RCPT: clients that pipeline give
/// up at the first refusal, and the text they show then names the reason (protocol.md B8).
boost::asio::awaitable<Reply> Session::onMail(std::string_view argument)
{
    auto mail = MailArgument::parse(argument);
    if (!mail) co_return refusal(mail.error(), Step::command);
    if (mail->size && *mail->size > settings_->max_message_size) { // RFC 1870 §6.1
        ++services_.counters.messages_rejected;
        co_return Reply(552, "5.3.4 Error: message size exceeds fixed limit");
    }
    mail_.emplace();
    mail_->sender = std::move(mail->sender);
    co_return Reply(250, "2.1.0 Ok");
}

/// RCPT TO (RFC 5321 §4.1.1.3). Unknown recipients are taken like any other: a bounce tells, so
/// that one of them does not hold up the rest and nobody can probe for addresses (B13).
boost::asio::awaitable<Reply> Session::onRcpt(std::string_view argument)
{
    auto recipient = parseRecipient(argument);
    if (!recipient) co_return refusal(recipient.error(), Step::command);
    if (!isSenderOurs()) {
        ++services_.counters.messages_rejected;
        co_return Reply(553, "5.7.1 <" + recipient->key()
                                 + ">: Sender address rejected: not owned by user "
                                 + login_->address);
    }
    if (static_cast<std::int64_t>(mail_->recipients.size()) >= settings_->max_recipients)
        co_return Reply(452, "4.5.3 Error: too many recipients"); // RFC 5321 §4.5.3.1.10
    if (!isInRate()) {
        ++services_.counters.messages_rejected;
        // The colon behind the enhanced code is what clients of existing relays know (B9).
        co_return Reply(450, "4.7.1: Too much mail from " + login_->address + ", try again later");
    }
    mail_->recipients.push_back(std::move(*recipient));
    co_return Reply(250, "2.1.5 Ok");
}

bool Session::isSenderOurs() const
{
    return !mail_->sender.local.empty() && mail_->sender.key() == login_->address;
}

/// One unit of the sender's rate per message, however many recipients it has.
bool Session::isInRate()
{
    if (!mail_->is_in_rate) {
        policy::SendLimits limits;
        limits.per_minute = settings_->max_user_send_per_minute;
        limits.burst = settings_->max_user_send_burst_size;
        mail_->is_in_rate =
            services_.send_rate.admit(login_->address, limits, services_.clock.steady());
    }
    return *mail_->is_in_rate;
}

/// DATA (RFC 5321 §4.1.1.4).
boost::asio::awaitable<Reply> Session::onData(std::string_view)
{
    peer_.queue("354 End data with <CR><LF>.<CR><LF>\r\n");
    Receiver receiver(peer_, services_, login_->address, std::move(mail_->recipients));
    mail_.reset();
    Reply reply = co_await receiver.run();
    if (receiver.mustClose()) done_ = true;
    if (reply.code == 250) commands_ = 0;
    co_return reply;
}

} // namespace roost::smtp
