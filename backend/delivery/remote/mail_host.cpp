// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/mail_host.h"

#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/delivery/remote/http_memory.h"
#include "backend/delivery/remote/smtp_transaction.h"
#include "shared/base/text.h"

#include <boost/asio/error.hpp>

#include <algorithm>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
using boost::system::system_error;

constexpr std::uint16_t HttpsPort = 443;
constexpr std::size_t MaxEnvelopeOctets = 6000; // in header fields: servers read about 8 KiB

std::uint16_t portOf(std::int64_t setting)
{
    return static_cast<std::uint16_t>(setting);
}

bool isFieldText(std::string_view text)
{
    return std::ranges::all_of(
        text, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 0x7f; });
}

/// Whether the message is in the hands of the other relay. Relays say so with 200 and "250 OK" or,
/// some, "OK" (protocol.md D31). We differ from D32, where any 2xx will do: web servers exist that
/// answer every request with 200 or 204, and have no mailboxes.
bool isAcceptance(const HttpAnswer& answer)
{
    const std::string_view text = trimmed(answer.body);
    return answer.status == 200 && (text == "OK" || text == "250" || text.starts_with("250 "));
}

/// What an answer of mxdeliv says, when it is worded as a reply of SMTP (protocol.md D31): other
/// web servers answer as well, and mean nothing by it.
std::optional<Finding> verdictOf(const HttpAnswer& answer)
{
    SmtpReplyReader reader;
    const std::string_view line = std::string_view(answer.body).substr(0, answer.body.find('\n'));
    const bool is_reply = reader.add(trimmed(line)) == SmtpReplyReader::State::done;
    if (!is_reply || !reader.reply().isRefusal()) return std::nullopt;
    Finding finding = findingOf(reader.reply());
    finding.cause = Cause::http_refused;
    return finding;
}

bool isTlsTrouble(const Finding& finding)
{
    return finding.cause == Cause::tls_failed;
}

} // namespace

MailHost::MailHost(NetworkServices services, HostManner manner, std::shared_ptr<Progress> progress)
    : services_(services), manner_(std::move(manner)), progress_(std::move(progress))
{
}

bool MailHost::isOpen() const
{
    return (http_ && http_->isOpen()) || (smtp_ && smtp_->isOpen());
}

asio::awaitable<void> MailHost::close()
{
    if (http_ && http_->isOpen()) co_await http_->close();
    if (smtp_ && smtp_->isOpen()) co_await smtp_->close();
    http_.reset();
    smtp_.reset();
}

asio::awaitable<HostOutcome> MailHost::deliver(const RemoteMessage& message, bool may_post)
{
    HostOutcome outcome;
    has_http_failed_ = false;
    if (may_post && mayPost(message) && co_await post(message, outcome)) co_return outcome;
    co_await send(message, outcome);
    co_return outcome;
}

/// Announced certificates are those of the SMTP service (RFC 7672): a host that has some gets its
/// mail there, where they are looked at.
bool MailHost::mayPost(const RemoteMessage& message) const
{
    if (!services_.settings.get()->use_mxdeliv || manner_.rule == TlsRule::if_offered
        || !manner_.announced.empty() || services_.http_memory.isSkipped(manner_.name))
        return false;
    std::size_t octets = message.sender.size();
    bool is_text = isFieldText(message.sender);
    for (const std::string& recipient : message.recipients) {
        octets += recipient.size() + std::string_view("X-MAIL-TO: \r\n").size();
        is_text = is_text && isFieldText(recipient);
    }
    return is_text && octets <= MaxEnvelopeOctets;
}

/// Whether all recipients have it. What else happens leads to SMTP.
asio::awaitable<bool> MailHost::post(const RemoteMessage& message, HostOutcome& outcome)
{
    if (http_ && !http_->isQuiet()) http_.reset();
    const bool is_reused = http_ && http_->isOpen();
    Posted posted = co_await postOnce(message, outcome);
    if (posted == Posted::unreached && is_reused && !outcome.may_have_it)
        posted = co_await postOnce(message, outcome);
    if (posted != Posted::delivered) http_.reset();
    has_http_failed_ = posted != Posted::delivered;
    if (has_http_failed_) progress_->noteRefusal(); // it is sent another way now
    co_return !has_http_failed_;
}

asio::awaitable<MailHost::Posted> MailHost::postOnce(const RemoteMessage& message,
                                                     HostOutcome& outcome)
{
    try {
        if (!(http_ && http_->isOpen()) && !co_await connectHttp()) co_return Posted::unreached;
        const HttpRequest header = request(message);
        auto answer = co_await http_->post(header, message.source, services_.disk);
        if (!answer) co_return Posted::refused; // SMTP will tell why it cannot be read
        if (!isAcceptance(*answer)) {
            outcome.http_verdict = verdictOf(*answer);
            co_return Posted::refused;
        }
    } catch (const system_error& e) {
        if (e.code() == asio::error::operation_aborted) throw;
        http_.reset();
        outcome.may_have_it = progress_->isHandingOver();
        // It had time enough and may have the message: not twice.
        if (e.code() == asio::error::timed_out) co_return Posted::refused;
        co_return Posted::unreached;
    }
    const Finding delivered(Outcome::delivered, Cause::none, "250 2.0.0 OK", "2.0.0");
    std::vector<RecipientResult> results;
    for (const std::string& recipient : message.recipients)
        results.push_back(resultOf(recipient, delivered));
    outcome.report = reportOf(std::move(results), Channel::https);
    co_return Posted::delivered;
}

asio::awaitable<bool> MailHost::connectHttp()
{
    const auto settings = services_.settings.get();
    const HostLimits& limits = manner_.limits;
    HostOutcome ignored; // SMTP's obstacle is the one that counts
    // A try that is broken off here begins with SMTP the next time.
    services_.http_memory.skip(manner_.name);
    auto connection =
        co_await connect(portOf(settings->outgoing_https_port), limits.http_connect, ignored);
    if (!connection) co_return false;
    http_ = std::make_unique<HttpClient>(std::move(*connection), limits.http_answer, progress_,
                                         limits.http_slowest);
    co_await http_->begin(services_.tls, tlsPeer(), limits.http_connect);
    progress_->noteTalk();
    services_.http_memory.forget(manner_.name);
    co_return true;
}

HttpRequest MailHost::request(const RemoteMessage& message) const
{
    const auto port = portOf(services_.settings.get()->outgoing_https_port);
    const bool is_v6 = manner_.is_address && manner_.name.find(':') != std::string::npos;
    HttpRequest request;
    request.method = "POST";
    request.path = "/mxdeliv";
    request.host = is_v6 ? "[" + manner_.name + "]" : manner_.name;
    if (port != HttpsPort) request.host += ":" + std::to_string(port);
    if (!message.sender.empty()) request.fields.emplace_back("X-MAIL-FROM", message.sender);
    for (const std::string& recipient : message.recipients)
        request.fields.emplace_back("X-MAIL-TO", recipient);
    return request;
}

asio::awaitable<void> MailHost::send(const RemoteMessage& message, HostOutcome& outcome)
{
    if (smtp_ && smtp_->isOpen() && co_await sendByOpen(message, outcome)) co_return;
    bool is_ready = co_await connectSmtp(outcome, true);
    const bool may_go_without = manner_.rule == TlsRule::if_offered;
    if (!is_ready && may_go_without && outcome.obstacle && isTlsTrouble(*outcome.obstacle))
        is_ready = co_await connectSmtp(outcome, false);
    if (is_ready) {
        co_await sendByOpen(message, outcome);
    } else if (was_refused_) { // its verdict: another host would only be another try
        std::vector<RecipientResult> results;
        for (const std::string& recipient : message.recipients)
            results.push_back(resultOf(recipient, *outcome.obstacle));
        outcome.report = reportOf(std::move(results), Channel::smtp);
    }
}

/// False when the server had left meanwhile.
asio::awaitable<bool> MailHost::sendByOpen(const RemoteMessage& message, HostOutcome& outcome)
{
    SmtpTransaction transaction(*smtp_, message, services_.disk, is_smtp_used_);
    is_smtp_used_ = true;
    Transfer transfer = co_await transaction.run();
    if (!smtp_->isOpen()) smtp_.reset();
    if (transfer.is_stale) co_return false;
    const bool is_delivered =
        std::ranges::find(transfer.results, Outcome::delivered, &RecipientResult::outcome)
        != transfer.results.end();
    if (has_http_failed_ && is_delivered) services_.http_memory.skip(manner_.name);
    if (has_http_failed_ && !is_delivered) services_.http_memory.forget(manner_.name);
    outcome.report = reportOf(std::move(transfer.results), Channel::smtp);
    outcome.report->was_mail_answered = transfer.was_mail_answered;
    co_return true;
}

asio::awaitable<bool> MailHost::connectSmtp(HostOutcome& outcome, bool may_encrypt)
{
    const auto settings = services_.settings.get();
    smtp_.reset();
    is_smtp_used_ = false;
    was_refused_ = false;
    auto connection =
        co_await connect(portOf(settings->outgoing_smtp_port), manner_.limits.connect, outcome);
    if (!connection) {
        services_.http_memory.forget(manner_.name); // perhaps port 25 is closed to us
        co_return false;
    }
    SmtpManner manner;
    manner.own_name = settings->mail_domain;
    manner.host = manner_.name;
    manner.rule = manner_.rule;
    manner.may_encrypt = may_encrypt;
    manner.peer = tlsPeer();
    manner.limits = manner_.limits.smtp;
    smtp_ = std::make_unique<SmtpClient>(std::move(*connection), manner, services_.tls, progress_);
    outcome.obstacle = co_await smtp_->begin();
    if (!outcome.obstacle) co_return true;
    was_refused_ = smtp_->isTrusted() && outcome.obstacle->outcome == Outcome::permanent;
    services_.http_memory.forget(manner_.name); // HTTPS may be the better way
    smtp_.reset();
    co_return false;
}

asio::awaitable<std::optional<net::Connection>>
MailHost::connect(std::uint16_t port, std::chrono::milliseconds limit, HostOutcome& outcome)
{
    net::Dialing dialing;
    dialing.host = manner_.name;
    dialing.port = port;
    dialing.use_ipv6 = !services_.settings.get()->disable_ipv6;
    dialing.limit = limit;
    auto dialed = co_await services_.dialer.dial(dialing);
    if (!dialed.connection) outcome.obstacle = faultOf(dialed);
    if (dialed.connection) progress_->note();
    co_return std::move(dialed.connection);
}

net::TlsPeer MailHost::tlsPeer() const
{
    net::TlsPeer peer;
    if (!manner_.is_address) peer.name = manner_.name;
    peer.is_verified = manner_.rule == TlsRule::verified;
    peer.announced = manner_.announced;
    return peer;
}

Report MailHost::reportOf(std::vector<RecipientResult> results, Channel channel) const
{
    Report report;
    report.results = std::move(results);
    report.channel = channel;
    report.host = manner_.name;
    return report;
}

} // namespace roost::delivery::remote
