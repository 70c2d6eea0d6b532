// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/submission_session.h"

#include "shared/base/text.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

namespace roost::smtp {
namespace {

constexpr std::size_t MaxAuthOctets = 12288;             // RFC 4954 §4
constexpr std::string_view AskUser = "VXNlcm5hbWU6";     // "Username:"
constexpr std::string_view AskPassword = "UGFzc3dvcmQ6"; // "Password:"

} // namespace

/// AUTH (RFC 4954 §4): PLAIN (RFC 4616) and LOGIN, each with or without initial response.
boost::asio::awaitable<Reply> SubmissionSession::onAuth(std::string_view argument)
{
    if (login_) co_return Reply(503, "5.5.1 Error: bad sequence of commands");
    const auto space = argument.find(' ');
    const auto mechanism = argument.substr(0, space);
    const auto initial =
        space == std::string_view::npos ? std::string_view() : trimmed(argument.substr(space));

    const bool is_plain = equalNoCase(mechanism, "PLAIN");
    if (!is_plain && !equalNoCase(mechanism, "LOGIN"))
        co_return Reply(504, "5.5.4 Unrecognized authentication type");
    Result<accounts::Credentials> credentials = Error(Code::invalid, "");
    if (is_plain)
        credentials = co_await askPlain(initial);
    else
        credentials = co_await askLogin(initial);
    if (!credentials) co_return refusal(credentials.error(), Step::command);
    co_return co_await logIn(std::move(*credentials));
}

boost::asio::awaitable<Result<accounts::Credentials>>
SubmissionSession::askPlain(std::string_view initial)
{
    if (!initial.empty()) co_return accounts::parseSaslPlain(initial == "=" ? "" : initial);
    const Result<std::string> answer = co_await ask("");
    if (!answer) co_return answer.error();
    co_return accounts::parseSaslPlain(*answer);
}

boost::asio::awaitable<Result<accounts::Credentials>>
SubmissionSession::askLogin(std::string_view initial)
{
    Result<std::string> user = std::string(initial);
    if (initial.empty()) user = co_await ask(AskUser);
    if (!user) co_return user.error();
    const Result<std::string> password = co_await ask(AskPassword);
    if (!password) co_return password.error();
    accounts::Credentials credentials;
    if (!base64Decode(*user, credentials.user) || !base64Decode(*password, credentials.password))
        co_return Error(Code::invalid, "not base64");
    co_return credentials;
}

/// One 334 and its answer, in base64. Errors: invalid (also the client's `*`, which cancels).
boost::asio::awaitable<Result<std::string>> SubmissionSession::ask(std::string_view prompt)
{
    peer().queue("334 ");
    peer().queue(prompt);
    co_await peer().write("\r\n");
    std::string line = co_await peer().readLine(MaxAuthOctets);
    if (peer().lineWasTooLong()) co_return Error(Code::invalid, "line too long");
    if (line == "*") co_return Error(Code::invalid, "AUTH cancelled");
    co_return line;
}

boost::asio::awaitable<Reply> SubmissionSession::logIn(accounts::Credentials credentials)
{
    auto login =
        co_await services_.accounts.login(services_.reader, std::move(credentials.user),
                                          std::move(credentials.password), peer().origin());
    if (!login) {
        if (login.error().code == Code::denied) ++failed_logins_;
        co_return refusal(login.error(), Step::login);
    }
    login_ = std::move(*login);
    co_await watchAccount();
    co_return Reply(235, "2.7.0 Authentication successful");
}

/// Blocking or deleting the account ends the session, from whatever thread it was done.
boost::asio::awaitable<void> SubmissionSession::watchAccount()
{
    const auto executor = co_await boost::asio::this_coro::executor;
    auto end = [executor, ender = peer().ender()] { boost::asio::post(executor, ender); };
    watch_ = services_.accounts.registerSession(login_->account_id, end);
}

} // namespace roost::smtp
