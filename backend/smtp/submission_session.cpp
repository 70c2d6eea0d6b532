// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/submission_session.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/delivery/intake/submitted_mail.h"
#include "backend/policy/send_rate.h"

namespace roost::smtp {
namespace {

constexpr std::int64_t MaxFailedLogins = 5;

} // namespace

SubmissionSession::SubmissionSession(net::Connection& peer, Services& services)
    : Session(peer,
              services.settings,
              services.counters,
              TlsOffer{services.tls, net::TlsPolicy::mail_client}),
      services_(services)
{
}

std::string SubmissionSession::keywords() const
{
    return peer().isTls() ? "\nAUTH PLAIN LOGIN" : "";
}

bool SubmissionSession::isUnwanted() const
{
    return failed_logins_ > MaxFailedLogins;
}

/// MAIL FROM (RFC 5321 §4.1.1.2). Whose address it is, is asked at RCPT: clients that pipeline give
/// up at the first refusal, and the text they show then names the reason (protocol.md B8).
boost::asio::awaitable<Reply> SubmissionSession::onMail(MailArgument mail)
{
    mail_.emplace();
    mail_->sender = std::move(mail.sender);
    co_return Reply(250, "2.1.0 Ok");
}

/// RCPT TO (RFC 5321 §4.1.1.3). Unknown recipients are taken like any other: a bounce tells, so
/// that one of them does not hold up the rest and nobody can probe for addresses (B13).
boost::asio::awaitable<Reply> SubmissionSession::onRcpt(mail::Address recipient)
{
    if (!isSenderOurs()) {
        ++counters().messages_rejected;
        co_return Reply(553, "5.7.1 <" + recipient.key()
                                 + ">: Sender address rejected: not owned by user "
                                 + login_->address);
    }
    if (static_cast<std::int64_t>(mail_->recipients.size()) >= settings()->max_recipients)
        co_return Reply(452, "4.5.3 Error: too many recipients"); // RFC 5321 §4.5.3.1.10
    if (!isInRate()) {
        ++counters().messages_rejected;
        // The colon behind the enhanced code is what clients of existing relays know (B9).
        co_return Reply(450, "4.7.1: Too much mail from " + login_->address + ", try again later");
    }
    mail_->recipients.push_back(std::move(recipient));
    co_return Reply(250, "2.1.5 Ok");
}

bool SubmissionSession::isSenderOurs() const
{
    return !mail_->sender.local.empty() && mail_->sender.key() == login_->address;
}

/// One unit of the sender's rate per message, however many recipients it has.
bool SubmissionSession::isInRate()
{
    if (!mail_->is_in_rate) {
        policy::SendLimits limits;
        limits.per_minute = settings()->max_user_send_per_minute;
        limits.burst = settings()->max_user_send_burst_size;
        mail_->is_in_rate =
            services_.send_rate.admit(login_->address, limits, services_.clock.steady());
    }
    return *mail_->is_in_rate;
}

/// DATA (RFC 5321 §4.1.1.4).
boost::asio::awaitable<Reply> SubmissionSession::onData(std::string_view)
{
    const delivery::Spool spool{services_.body_files, services_.disk, services_.memory};
    delivery::SubmittedMail mail(spool, settings(), services_.counters, services_.acceptor,
                                 login_->address, std::move(mail_->recipients));
    mail_.reset();
    co_return co_await receive(mail);
}

} // namespace roost::smtp
