// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/session.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/net/tls.h"
#include "backend/smtp/receiver.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace roost::smtp {
namespace {

constexpr std::size_t MaxCommandOctets = 4096; // RFC 5321 §4.5.3.1.4 asks 512; extensions add
constexpr std::size_t MaxQueuedOctets = 16384; // replies to one burst of pipelined commands
constexpr std::int64_t MaxErrors = 20;         // commands we cannot make sense of
constexpr std::int64_t MaxIdleCommands = 200;  // beside the recipients, without a message

// What a session has reached.
constexpr unsigned Nothing = 0;
constexpr unsigned Greeting = 1;
constexpr unsigned Tls = 2;
constexpr unsigned Authenticated = 4;
constexpr unsigned Mail = 8;
constexpr unsigned Recipient = 16;

bool isNonsense(const Reply& reply)
{
    return reply.code >= 500 && reply.code <= 504;
}

} // namespace

struct Session::Missing {
    unsigned what;
    int code;
    const char* text;
};

/// Every command we speak (RFC 5321 §4.1.1, RFC 3207, RFC 4954) and its place in the order.
const Session::Rule Session::Rules[] = {
    {Verb::ehlo, Nothing, Nothing, true, &Session::onEhlo},
    {Verb::helo, Nothing, Nothing, true, &Session::onHelo},
    {Verb::starttls, Greeting, Tls | Mail, false, &Session::onStartTls},
    {Verb::auth, Tls | Greeting, Mail, true, &Session::onAuth},
    {Verb::mail, Tls | Greeting | Authenticated, Mail, true, &Session::onMailLine},
    {Verb::rcpt, Tls | Greeting | Authenticated | Mail, Nothing, true, &Session::onRcptLine},
    {Verb::data, Tls | Greeting | Authenticated | Mail | Recipient, Nothing, false,
     &Session::onData},
    {Verb::rset, Nothing, Nothing, false, &Session::onRset},
    {Verb::noop, Nothing, Nothing, true, &Session::onNoop},
    {Verb::help, Nothing, Nothing, true, &Session::onHelp},
    {Verb::vrfy, Nothing, Nothing, true, &Session::onVrfy},
    {Verb::expn, Nothing, Nothing, true, &Session::onExpn},
    {Verb::quit, Nothing, Nothing, false, &Session::onQuit},
};

/// The answer when something needed is missing; the first that is missing counts.
const Session::Missing Session::MissingReplies[] = {
    {Tls, 530, "5.7.0 Must issue a STARTTLS command first"}, // RFC 3207 §4
    {Greeting, 503, "5.5.1 Error: send HELO/EHLO first"},
    {Authenticated, 530, "5.7.0 Authentication required"}, // RFC 4954 §6
    {Mail, 503, "5.5.1 Error: need MAIL command"},
    {Recipient, 554, "5.5.1 Error: no valid recipients"}, // RFC 5321 §3.3
};

Session::Session(net::Connection& peer,
                 core::LiveSettings& settings,
                 core::Counters& counters,
                 TlsOffer tls)
    : peer_(peer),
      counters_(counters),
      settings_(settings.get()),
      live_settings_(settings),
      tls_(tls)
{
}

boost::asio::awaitable<void> Session::run()
{
    peer_.queue(wire(Reply(220, settings_->mail_domain + " ESMTP")));
    try {
        while (!done_) co_await serveCommand();
    } catch (const boost::system::system_error& ended) {
        if (ended.code() != boost::asio::error::shut_down) throw;
        peer_.queue(wire(Reply(421, "4.3.2 Closing the connection, try again later")));
    }
    co_await peer_.close();
}

boost::asio::awaitable<void> Session::serveCommand()
{
    peer_.expiresAfter(std::chrono::seconds(live_settings_.get()->smtp_timeout_seconds));
    if (peer_.inputEmpty() || peer_.queuedOctets() > MaxQueuedOctets) co_await peer_.flush();
    const std::string line = co_await peer_.readLine(MaxCommandOctets);
    settings_ = live_settings_.get();
    const Reply reply = co_await answer(line);
    if (isTooMuch(reply)) {
        peer_.queue(wire(Reply(421, "4.7.0 Error: too many errors")));
        done_ = true;
        co_return;
    }
    peer_.queue(wire(reply));
    if (std::exchange(starts_tls_, false)) co_await startTls();
}

boost::asio::awaitable<Reply> Session::answer(std::string_view line)
{
    if (peer_.lineWasTooLong()) co_return Reply(500, "5.5.2 Error: line too long");
    const auto command = Command::parse(line);
    if (!command) co_return Reply(500, "5.5.2 Error: " + command.error().detail);
    const auto* rule = std::ranges::find(Rules, command->verb, &Rule::verb);
    if (const unsigned needed = rule->needs & ~reached()) co_return missing(needed);
    if (rule->forbids & reached()) co_return Reply(503, "5.5.1 Error: bad sequence of commands");
    if (!rule->has_argument && !command->argument.empty())
        co_return Reply(501, "5.5.4 Syntax: no argument allowed");
    co_return co_await (this->*rule->handle)(command->argument);
}

/// Whether the client has used up our patience.
bool Session::isTooMuch(const Reply& reply)
{
    if (isNonsense(reply)) ++errors_;
    ++commands_;
    return errors_ > MaxErrors || commands_ > MaxIdleCommands + settings_->max_recipients
           || isUnwanted();
}

unsigned Session::reached() const
{
    unsigned bits = Nothing;
    if (peer_.isTls()) bits |= Tls;
    if (is_greeted_) bits |= Greeting;
    if (isAuthenticated()) bits |= Authenticated;
    if (hasMail()) bits |= Mail;
    if (hasRecipient()) bits |= Recipient;
    return bits;
}

Reply Session::missing(unsigned what) const
{
    const auto* first = std::ranges::find_if(
        MissingReplies, [what](const Missing& entry) { return (entry.what & what) != 0; });
    return Reply(first->code, first->text);
}

/// RFC 3207 §4.2: whatever was said before counts no more, nor does unread plaintext.
boost::asio::awaitable<void> Session::startTls()
{
    co_await peer_.flush();
    co_await peer_.acceptTls(tls_.server, tls_.policy);
    is_greeted_ = false;
    endTransaction();
}

boost::asio::awaitable<Reply> Session::onEhlo(std::string_view argument)
{
    if (argument.empty()) co_return Reply(501, "5.5.4 Syntax: EHLO hostname");
    is_greeted_ = true;
    endTransaction(); // RFC 5321 §4.1.4
    co_return Reply(250, settings_->mail_domain + "\nPIPELINING\nSIZE "
                             + std::to_string(settings_->max_message_size)
                             + (peer_.isTls() ? "" : "\nSTARTTLS") + keywords()
                             + "\nENHANCEDSTATUSCODES\n8BITMIME\nSMTPUTF8");
}

boost::asio::awaitable<Reply> Session::onHelo(std::string_view argument)
{
    if (argument.empty()) co_return Reply(501, "5.5.4 Syntax: HELO hostname");
    is_greeted_ = true;
    endTransaction();
    co_return Reply(250, settings_->mail_domain);
}

boost::asio::awaitable<Reply> Session::onStartTls(std::string_view)
{
    starts_tls_ = true;
    co_return Reply(220, "2.0.0 Ready to start TLS");
}

boost::asio::awaitable<Reply> Session::onMailLine(std::string_view argument)
{
    auto mail = MailArgument::parse(argument);
    if (!mail) co_return refusal(mail.error(), Step::command);
    if (mail->size && *mail->size > settings_->max_message_size) { // RFC 1870 §6.1
        ++counters_.messages_rejected;
        co_return Reply(552, "5.3.4 Error: message size exceeds fixed limit");
    }
    co_return co_await onMail(std::move(*mail));
}

boost::asio::awaitable<Reply> Session::onRcptLine(std::string_view argument)
{
    auto recipient = parseRecipient(argument);
    if (!recipient) co_return refusal(recipient.error(), Step::command);
    co_return co_await onRcpt(std::move(*recipient));
}

boost::asio::awaitable<Reply> Session::receive(delivery::Intake& intake)
{
    peer_.queue("354 End data with <CR><LF>.<CR><LF>\r\n");
    Receiver receiver(peer_, *settings_, intake);
    Reply reply = co_await receiver.run();
    if (receiver.mustClose()) done_ = true;
    if (reply.code == 250) commands_ = 0;
    co_return reply;
}

boost::asio::awaitable<Reply> Session::onRset(std::string_view)
{
    endTransaction();
    co_return Reply(250, "2.0.0 Ok");
}

boost::asio::awaitable<Reply> Session::onNoop(std::string_view)
{
    co_return Reply(250, "2.0.0 Ok");
}

boost::asio::awaitable<Reply> Session::onHelp(std::string_view)
{
    co_return Reply(214, "2.0.0 See RFC 5321 and RFC 6409");
}

/// The same for everyone: whether an address exists is not told (RFC 5321 §3.5.3, §7.3).
boost::asio::awaitable<Reply> Session::onVrfy(std::string_view argument)
{
    if (argument.empty()) co_return Reply(501, "5.5.4 Syntax: VRFY address");
    co_return Reply(252, "2.0.0 " + std::string(argument));
}

boost::asio::awaitable<Reply> Session::onExpn(std::string_view)
{
    co_return Reply(502, "5.5.1 Error: command not implemented");
}

boost::asio::awaitable<Reply> Session::onQuit(std::string_view)
{
    done_ = true;
    co_return Reply(221, "2.0.0 Bye");
}

} // namespace roost::smtp
