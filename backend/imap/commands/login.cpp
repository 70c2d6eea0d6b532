// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/sasl_plain.h"
#include "backend/core/live_settings.h"
#include "backend/imap/capabilities.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/session.h"
#include "shared/base/text.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

namespace roost::imap {

namespace asio = boost::asio;

namespace {

constexpr int MaxFailedLogins = 10;             // of one connection, then BYE
constexpr std::size_t MaxCredentialLine = 4096; // base64 of the SASL response
constexpr std::string_view PrivacyRequired = "[PRIVACYREQUIRED] Use STARTTLS first.";

/// Lets the operator's block end this session, from whatever thread it comes.
void becomeReachable(Session& session, asio::any_io_executor executor)
{
    auto end = [executor, ender = session.peer.ender()] { asio::post(executor, ender); };
    session.registration =
        session.services.accounts.registerSession(session.account(), std::move(end));
}

/// A wrong password says "authentication", trouble of ours never does (protocol.md A22).
Answer loginRefused(Session& session, const Error& error)
{
    if (error.code == Code::limit)
        return no("[UNAVAILABLE] No new accounts just now, try again later.");
    if (error.code != Code::denied) return refusal(Error(Code::unavailable, error.detail));
    if (++session.failed_logins >= MaxFailedLogins) session.sayBye("Too many failed logins.");
    return no("[AUTHENTICATIONFAILED] Authentication failed.");
}

bool isOneTooMany(const Session& session)
{
    const auto& services = session.services;
    return services.counters.imap_clients > services.settings.get()->max_imap_connections;
}

Handled logIn(Session& session, accounts::Credentials credentials)
{
    auto found = co_await session.services.accounts.login(
        session.services.reader, std::move(credentials.user), std::move(credentials.password),
        session.peer.origin());
    if (!found) co_return loginRefused(session, found.error());
    session.client.emplace(session.services.counters.imap_clients);
    if (isOneTooMany(session)) {
        session.client.reset();
        session.sayBye("Too many connections, try again later.");
        co_return no("[UNAVAILABLE] Too many connections, try again later.");
    }
    session.place.reset();
    session.login = std::move(*found);
    becomeReachable(session, co_await asio::this_coro::executor);
    std::string text = "[CAPABILITY ";
    text += capabilities(session);
    text += "] Logged in.";
    co_return ok(std::move(text));
}

} // namespace

/// RFC 3501 §6.2.1. What the client sent before TLS began is thrown away.
Handled onStartTls(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    if (session.peer.isTls()) co_return bad("TLS is active already.");
    session.peer.queue(command.tag);
    co_await session.peer.write(" OK Begin TLS negotiation now.\r\n");
    co_await session.peer.acceptTls(session.services.tls, net::TlsPolicy::mail_client);
    co_return Answer(Status::said, "");
}

Handled onLogin(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!session.peer.isTls()) co_return no(std::string(PrivacyRequired));
    if (!arguments.space()) co_return badArguments();
    auto user = arguments.astring();
    if (!user || !arguments.space()) co_return badArguments();
    auto password = arguments.astring();
    if (!password || !arguments.atEnd()) co_return badArguments();

    command.text.clear();
    accounts::Credentials credentials{std::move(*user), std::move(*password)};
    co_return co_await logIn(session, std::move(credentials));
}

/// RFC 3501 §6.2.2 with the initial response of RFC 4959 (`=` is an empty one).
Handled onAuthenticate(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!session.peer.isTls()) co_return no(std::string(PrivacyRequired));
    if (!arguments.space()) co_return badArguments();
    const auto mechanism = arguments.atom();
    if (!mechanism) co_return badArguments();
    if (!equalNoCase(*mechanism, "PLAIN")) co_return no("[CANNOT] Unsupported mechanism.");

    std::string response;
    if (arguments.space()) {
        response = trimmed(arguments.rest());
    } else {
        if (!arguments.atEnd()) co_return badArguments();
        co_await session.peer.write("+ \r\n");
        response = co_await session.peer.readLine(MaxCredentialLine);
        if (session.peer.lineWasTooLong()) co_return badArguments();
    }
    command.text.clear();
    if (response == "*") co_return bad("Authentication exchange cancelled.");
    auto credentials = accounts::parseSaslPlain(response);
    if (!credentials && credentials.error().code == Code::denied)
        co_return loginRefused(session, credentials.error());
    if (!credentials) co_return badArguments();
    co_return co_await logIn(session, std::move(*credentials));
}

} // namespace roost::imap
