// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/smtp_client.h"

#include <boost/asio/error.hpp>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
using boost::system::system_error;

constexpr auto GoodbyeLimit = std::chrono::seconds(1);
constexpr int ServiceReady = 220;
constexpr int ServiceEnds = 421; // RFC 5321 §3.8: may come at any time
// RFC 5321 §4.2.4: it does not know the command, rather than us.
constexpr int UnknownCommand = 500;
constexpr int NotImplemented = 502;

bool isUnknown(const SmtpReply& reply)
{
    return reply.code >= UnknownCommand && reply.code <= NotImplemented;
}

/// The host takes no mail from us, also with 5yz; another of its domain may, or it later.
Finding notNow(const SmtpReply& reply)
{
    Finding finding = findingOf(reply);
    finding.outcome = Outcome::temporary;
    return finding;
}

} // namespace

Finding findingOf(const SmtpReply& reply)
{
    if (reply.isPositive()) return {Outcome::delivered, Cause::none, reply.text(), reply.status()};
    return {reply.isPermanent() ? Outcome::permanent : Outcome::temporary, Cause::refused,
            reply.text(), reply.status()};
}

SmtpClient::SmtpClient(net::Connection connection,
                       SmtpManner manner,
                       const net::TlsClient& tls,
                       std::shared_ptr<Progress> progress)
    : connection_(std::move(connection)),
      manner_(std::move(manner)),
      tls_(tls),
      progress_(std::move(progress))
{
}

asio::awaitable<std::optional<Finding>> SmtpClient::begin()
{
    std::optional<Finding> finding;
    try {
        finding = co_await negotiate();
    } catch (const system_error& e) {
        finding = loss(e);
    }
    if (finding) is_open_ = false;
    co_return finding;
}

asio::awaitable<std::optional<Finding>> SmtpClient::negotiate()
{
    const SmtpReply greeting = co_await reply(manner_.limits.greeting);
    if (!greeting.isRefusal() && greeting.code != ServiceReady) co_return confusion(greeting);
    if (greeting.isRefusal()) co_return notNow(greeting);
    stage_ = Stage::talk;
    progress_->noteTalk();
    if (auto refused = co_await hello()) co_return refused;
    co_return co_await secure();
}

asio::awaitable<std::optional<Finding>> SmtpClient::hello()
{
    queue("EHLO " + manner_.own_name + "\r\n");
    SmtpReply answer = co_await reply(manner_.limits.reply);
    abilities_ = SmtpAbilities::of(answer);
    if (answer.isPositive()) co_return std::nullopt;
    if (isUnknown(answer) && isOpen()) { // RFC 5321 §3.2
        queue("HELO " + manner_.own_name + "\r\n");
        answer = co_await reply(manner_.limits.reply);
        abilities_ = SmtpAbilities();
        if (answer.isPositive()) co_return std::nullopt;
    }
    if (!answer.isRefusal()) co_return confusion(answer);
    co_return is_trusted_ ? findingOf(answer) : notNow(answer);
}

/// STARTTLS, as far as the rule asks for it.
asio::awaitable<std::optional<Finding>> SmtpClient::secure()
{
    const bool may_go_without = manner_.rule == TlsRule::if_offered;
    if (may_go_without && !(abilities_.starttls && manner_.may_encrypt)) co_return std::nullopt;
    if (!abilities_.starttls)
        co_return ownFinding(Cause::tls_not_offered, "4.7.4", manner_.host + " offers no TLS");
    queue("STARTTLS\r\n");
    const SmtpReply answer = co_await reply(manner_.limits.reply);
    if (!answer.isRefusal() && answer.code != ServiceReady) co_return confusion(answer);
    if (answer.isRefusal() && may_go_without && isOpen()) co_return std::nullopt;
    if (answer.isRefusal()) {
        Finding finding = notNow(answer);
        finding.cause = Cause::tls_failed;
        co_return finding;
    }
    stage_ = Stage::handshake;
    connection_.expiresAfter(manner_.limits.reply);
    co_await connection_.connectTls(tls_, manner_.peer);
    progress_->note();
    stage_ = Stage::talk;
    is_trusted_ = true;
    co_return co_await hello(); // what was said before is void (RFC 3207 §4.2)
}

asio::awaitable<void> SmtpClient::flush(std::chrono::milliseconds limit)
{
    connection_.expiresAfter(limit);
    co_await connection_.flush();
    progress_->note();
}

asio::awaitable<SmtpReply> SmtpClient::reply(std::chrono::milliseconds limit)
{
    connection_.expiresAfter(limit);
    SmtpReplyReader reader;
    auto state = SmtpReplyReader::State::more;
    while (state == SmtpReplyReader::State::more) {
        const std::string line = co_await connection_.readLine(SmtpReplyReader::MaxLineOctets);
        progress_->note();
        state = reader.add(line);
    }
    if (reader.reply().isNone() || reader.reply().code == ServiceEnds) is_open_ = false;
    co_return reader.reply();
}

Finding SmtpClient::loss(const system_error& error)
{
    is_open_ = false;
    return lossOf(error, stage_, manner_.host);
}

Finding SmtpClient::confusion(const SmtpReply& reply)
{
    is_open_ = false;
    std::string said = reply.isNone() ? "" : ": " + reply.text();
    return ownFinding(Cause::protocol_error, "4.5.0",
                      manner_.host + " said what is no answer" + said);
}

asio::awaitable<void> SmtpClient::close()
{
    if (isOpen()) queue("QUIT\r\n");
    is_open_ = false;
    connection_.expiresAfter(GoodbyeLimit);
    co_await connection_.close();
}

} // namespace roost::delivery::remote
