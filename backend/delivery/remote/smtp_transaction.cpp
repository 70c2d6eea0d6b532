// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/smtp_transaction.h"

#include "backend/core/offload.h"
#include "backend/delivery/remote/dot_stuffer.h"
#include "backend/delivery/remote/message_reader.h"
#include "backend/mail/address.h"

#include <algorithm>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
using boost::system::system_error;

// Replies to as many must fit into the buffers between us and a server that reads all first.
constexpr std::size_t PipelinedCommands = 100;
constexpr std::size_t BlockOctets = 16384;
constexpr int StartOfData = 354;
constexpr int TooManyRecipients = 452; // RFC 5321 §4.5.3.1.10

/// As it is written between angle brackets.
std::optional<std::string> pathOf(const std::string& address)
{
    const auto parsed = mail::Address::parse(address);
    if (!parsed) return std::nullopt;
    return parsed->text();
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isCrowded(const SmtpReply& reply)
{
    return reply.code == TooManyRecipients || reply.status() == "4.5.3";
}

} // namespace

SmtpTransaction::SmtpTransaction(SmtpClient& client,
                                 const RemoteMessage& message,
                                 core::Workers& disk,
                                 bool is_reused)
    : client_(client),
      message_(message),
      disk_(disk),
      end_(std::chrono::steady_clock::now() + client.manner().limits.message
           + timeFor(message.source.octets, client.manner().limits.slowest)),
      needs_reset_(is_reused),
      is_reused_(is_reused)
{
    findings_.resize(message.recipients.size());
    for (std::size_t i = 0; i < message.recipients.size(); ++i) {
        paths_.push_back(pathOf(message.recipients[i]));
        if (paths_.back())
            pending_.push_back(i);
        else
            findings_[i] = ownFinding(Cause::bad_domain, "5.1.3", "the address cannot exist");
    }
}

asio::awaitable<Transfer> SmtpTransaction::run()
{
    std::optional<Finding> rest = obstacle();
    if (rest) co_return result(rest);
    try {
        rest = co_await sendAll();
    } catch (const system_error& e) {
        rest = client_.loss(e);
        is_stale_ = is_stale_ || (is_reused_ && !is_mail_answered_);
    }
    co_return result(rest);
}

/// What the server has said already keeps the message from it.
std::optional<Finding> SmtpTransaction::obstacle()
{
    const SmtpAbilities& able = client_.abilities();
    if (able.max_size && *able.max_size < message_.source.octets)
        return ownFinding(Cause::too_large, "5.3.4",
                          client_.manner().host + " takes at most " + std::to_string(*able.max_size)
                              + " octets");
    const auto sender = message_.sender.empty() ? "" : pathOf(message_.sender);
    if (!sender) return ownFinding(Cause::own_failure, "5.1.7", "the sender cannot be written");
    if (able.utf8) return std::nullopt;
    for (const std::size_t i : pending_)
        if (!isAscii(*paths_[i]) || !isAscii(*sender))
            findings_[i] = ownFinding(Cause::refused, "5.6.7",
                                      client_.manner().host + " takes no such address"); // RFC 6531
    std::erase_if(pending_, [this](std::size_t i) { return findings_[i].has_value(); });
    return std::nullopt;
}

asio::awaitable<std::optional<Finding>> SmtpTransaction::sendAll()
{
    while (!pending_.empty()) {
        if (auto rest = co_await sendOnce()) co_return rest;
        needs_reset_ = true;
    }
    co_return std::nullopt;
}

/// A server that takes its time at each step must not have it a thousand times.
std::chrono::milliseconds SmtpTransaction::within(std::chrono::milliseconds limit) const
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end_ - std::chrono::steady_clock::now());
    return std::clamp(left, std::chrono::milliseconds(1), limit);
}

/// One round: MAIL to the end of DATA. A finding is for all who have none yet.
asio::awaitable<std::optional<Finding>> SmtpTransaction::sendOnce()
{
    accepted_.clear();
    crowded_.clear();
    mail_refusal_.reset();
    data_refusal_.reset();
    is_data_open_ = false;
    if (auto failed = co_await sendEnvelope()) co_return failed;

    const bool is_wanted = !mail_refusal_ && !accepted_.empty();
    if (is_data_open_ && !is_wanted)
        if (auto failed = co_await sendLoneDot()) co_return failed;
    if (mail_refusal_) co_return mail_refusal_;
    pending_.clear();
    if (is_wanted && data_refusal_) co_return data_refusal_;
    if (is_wanted && is_data_open_) co_return co_await sendBody();
    co_return std::nullopt;
}

asio::awaitable<std::optional<Finding>> SmtpTransaction::sendEnvelope()
{
    const auto all = commands();
    const std::size_t window = client_.abilities().pipelining ? PipelinedCommands : 1;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.size(), at + window);
        if (!isWorthGoingOn(all[at])) break;
        for (std::size_t i = at; i < end; ++i) client_.queue(wire(all[i]));
        for (; at < end; ++at) {
            const SmtpReply reply = co_await client_.reply(within(client_.manner().limits.reply));
            if (auto failed = take(all[at], reply)) co_return failed;
        }
    }
    co_return std::nullopt;
}

std::vector<SmtpTransaction::Command> SmtpTransaction::commands() const
{
    std::vector<Command> all;
    if (needs_reset_) all.push_back({Verb::rset, 0});
    all.push_back({Verb::mail, 0});
    for (const std::size_t i : pending_) all.push_back({Verb::rcpt, i});
    all.push_back({Verb::data, 0});
    return all;
}

std::string SmtpTransaction::wire(const Command& command) const
{
    switch (command.verb) {
    case Verb::rset: return "RSET\r\n";
    case Verb::mail: return mailCommand();
    case Verb::rcpt: return "RCPT TO:<" + *paths_[command.recipient] + ">\r\n";
    case Verb::data: break;
    }
    return "DATA\r\n";
}

std::string SmtpTransaction::mailCommand() const
{
    const SmtpAbilities& able = client_.abilities();
    const std::string path = pathOf(message_.sender).value_or("");
    std::string line = "MAIL FROM:<" + path + ">";
    if (able.size) line += " SIZE=" + std::to_string(message_.source.octets);
    if (able.eight_bit) line += " BODY=8BITMIME";
    const bool is_ascii = isAscii(path) && std::ranges::all_of(pending_, [this](std::size_t i) {
                              return isAscii(*paths_[i]);
                          });
    if (able.utf8 && !is_ascii) line += " SMTPUTF8";
    return line + "\r\n";
}

bool SmtpTransaction::isWorthGoingOn(const Command& next) const
{
    if (mail_refusal_) return false;
    return next.verb != Verb::data || !accepted_.empty();
}

/// Notes what `reply` means. A finding when nothing more can be said in this conversation.
std::optional<Finding> SmtpTransaction::take(const Command& command, const SmtpReply& reply)
{
    const bool fits =
        reply.isRefusal()
        || (command.verb == Verb::data ? reply.code == StartOfData : reply.isPositive());
    const bool is_over =
        !client_.isOpen() || !fits || (command.verb == Verb::rset && reply.isRefusal());
    if (is_over) {
        is_stale_ = is_reused_ && !is_mail_answered_;
        client_.abandon();
        return fits ? findingOf(reply) : client_.confusion(reply);
    }
    switch (command.verb) {
    case Verb::rset: break;
    case Verb::mail:
        is_mail_answered_ = true;
        client_.noteMailAnswered();
        if (reply.isRefusal()) mail_refusal_ = findingOf(reply);
        break;
    case Verb::rcpt: takeRecipient(command.recipient, reply); break;
    case Verb::data:
        is_data_open_ = !reply.isRefusal();
        if (reply.isRefusal()) data_refusal_ = findingOf(reply);
        break;
    }
    return std::nullopt;
}

void SmtpTransaction::takeRecipient(std::size_t recipient, const SmtpReply& reply)
{
    if (mail_refusal_) return; // an echo of that
    if (reply.isPositive()) return accepted_.push_back(recipient);
    findings_[recipient] = findingOf(reply);
    if (isCrowded(reply)) crowded_.push_back(recipient);
}

/// The server opened a message that nobody gets: it is empty, and what becomes of it is its matter
/// (RFC 2920 §3.1).
asio::awaitable<std::optional<Finding>> SmtpTransaction::sendLoneDot()
{
    client_.queue(".\r\n");
    const SmtpReply reply = co_await client_.reply(within(client_.manner().limits.acceptance));
    if (reply.isNone()) co_return client_.confusion(reply);
    co_return std::nullopt;
}

asio::awaitable<std::optional<Finding>> SmtpTransaction::sendBody()
{
    MessageReader reader(message_.source, disk_);
    DotStuffer stuffer;
    std::string block;
    for (;;) {
        const auto piece = co_await reader.next();
        if (!piece) { // without the final dot it is no message
            client_.abandon();
            co_return ownFinding(Cause::own_failure, "4.3.0", piece.error().detail);
        }
        if (piece->empty()) break;
        for (std::string_view rest = *piece; !rest.empty();) {
            const auto part = rest.substr(0, BlockOctets);
            rest.remove_prefix(part.size());
            block.clear();
            stuffer.stuff(part, block);
            client_.queue(block);
            co_await client_.flush(within(client_.manner().limits.block));
        }
    }
    client_.noteHandover();
    client_.queue(stuffer.end());
    const SmtpReply reply = co_await client_.reply(client_.manner().limits.acceptance);
    if (!reply.isPositive() && !reply.isRefusal()) co_return client_.confusion(reply);
    for (const std::size_t i : accepted_) findings_[i] = findingOf(reply);
    if (!isDelivered()) client_.noteRefusal();
    if (!reply.isPositive() || !client_.isOpen()) co_return std::nullopt;
    pending_ = crowded_; // they are fewer each time
    for (const std::size_t i : pending_) findings_[i].reset();
    co_return std::nullopt;
}

bool SmtpTransaction::isDelivered() const
{
    return std::ranges::any_of(findings_, [](const std::optional<Finding>& finding) {
        return finding && finding->outcome == Outcome::delivered;
    });
}

Transfer SmtpTransaction::result(const std::optional<Finding>& rest) const
{
    Transfer transfer;
    transfer.is_stale = is_stale_;
    transfer.was_mail_answered = is_mail_answered_;
    const Finding none = ownFinding(Cause::own_failure, "4.3.0", "nothing was found out");
    for (std::size_t i = 0; i < findings_.size(); ++i) {
        const Finding& finding = findings_[i] ? *findings_[i] : rest ? *rest : none;
        transfer.results.push_back(resultOf(message_.recipients[i], finding));
    }
    return transfer;
}

} // namespace roost::delivery::remote
