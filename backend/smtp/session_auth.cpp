// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/session.h"

#include "shared/base/text.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

namespace roost::smtp {
namespace {

constexpr std::size_t MaxAuthOctets = 12288;             // RFC 4954 §4
constexpr std::string_view AskUser = "VXNlcm5hbWU6";     // "Username:"
constexpr std::string_view AskPassword = "UGFzc3dvcmQ6"; // "Password:"

Result<std::string> decoded(std::string_view text)
{
    std::string octets;
    if (!base64Decode(text, octets)) return Error(Code::invalid, "not base64");
    return octets;
}

} // namespace

/// AUTH (RFC 4954 §4): PLAIN (RFC 4616) and LOGIN, each with or without initial response.
boost::asio::awaitable<Reply> Session::onAuth(std::string_view argument)
{
    const auto space = argument.find(' ');
    const auto mechanism = argument.substr(0, space);
    const auto initial =
        space == std::string_view::npos ? std::string_view() : trimmed(argument.substr(space));

    const bool is_plain = equalNoCase(mechanism, "PLAIN");
    if (!is_plain && !equalNoCase(mechanism, "LOGIN"))
        co_return Reply(504, "5.5.4 Unrecognized authentication type");
    Result<Credentials> credentials = Error(Code::invalid, "");
    if (is_plain)
        credentials = co_await askPlain(initial);
    else
        credentials = co_await askLogin(initial);
    if (!credentials) co_return refusal(credentials.error(), Step::command);
    co_return co_await logIn(std::move(*credentials));
}

/// `authzid NUL authcid NUL password` (RFC 4616 §2); to act for somebody else is not offered.
boost::asio::awaitable<Result<Session::Credentials>> Session::askPlain(std::string_view initial)
{
    Result<std::string> message = decoded(initial == "=" ? "" : initial);
    if (initial.empty()) message = co_await ask("");
    if (!message) co_return message.error();

    const auto parts = split(*message, '\0');
    if (parts.size() != 3) co_return Error(Code::invalid, "not a PLAIN message");
    if (!parts[0].empty() && !equalNoCase(parts[0], parts[1]))
        co_return Error(Code::denied, "authorization identity differs");
    Credentials credentials;
    credentials.user = parts[1];
    credentials.password = parts[2];
    co_return credentials;
}

boost::asio::awaitable<Result<Session::Credentials>> Session::askLogin(std::string_view initial)
{
    Result<std::string> user = decoded(initial);
    if (initial.empty()) user = co_await ask(AskUser);
    if (!user) co_return user.error();
    Result<std::string> password = co_await ask(AskPassword);
    if (!password) co_return password.error();
    Credentials credentials;
    credentials.user = std::move(*user);
    credentials.password = std::move(*password);
    co_return credentials;
}

/// One 334 and its answer. Errors: invalid (also the client's `*`, which cancels).
boost::asio::awaitable<Result<std::string>> Session::ask(std::string_view prompt)
{
    peer_.queue("334 ");
    peer_.queue(prompt);
    co_await peer_.write("\r\n");
    const std::string line = co_await peer_.readLine(MaxAuthOctets);
    if (peer_.lineWasTooLong()) co_return Error(Code::invalid, "line too long");
    if (line == "*") co_return Error(Code::invalid, "AUTH cancelled");
    co_return decoded(line);
}

boost::asio::awaitable<Reply> Session::logIn(Credentials credentials)
{
    auto login = co_await services_.accounts.login(services_.reader, std::move(credentials.user),
                                                   std::move(credentials.password), peer_.origin());
    if (!login) {
        if (login.error().code == Code::denied) ++failed_logins_;
        co_return refusal(login.error(), Step::login);
    }
    login_ = std::move(*login);
    co_await watchAccount();
    co_return Reply(235, "2.7.0 Authentication successful");
}

/// Blocking or deleting the account ends the session, from whatever thread it was done.
boost::asio::awaitable<void> Session::watchAccount()
{
    const auto executor = co_await boost::asio::this_coro::executor;
    auto end = [executor, ender = peer_.ender()] { boost::asio::post(executor, ender); };
    watch_ = services_.accounts.registerSession(login_->account_id, end);
}

} // namespace roost::smtp
