// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/incoming_mail.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/core/log.h"
#include "backend/core/offload.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace roost::delivery {
namespace {

using namespace std::chrono_literals;
using trust::DkimVerdict;

// Headers of large providers have 16 KiB; what is beyond is given up when memory is scarce.
constexpr std::size_t MaxHeldOctets = 32'768;
// The other server waits at least a minute for our answer; its HTTPS client no longer than that.
constexpr auto KeyLimit = 30s;
constexpr auto SecondKeyLimit = 10s; // for a key that may have changed

std::unique_ptr<policy::Refusal> refusal(int code, std::string text)
{
    return std::make_unique<policy::Refusal>(policy::Refusal{code, std::move(text), false});
}

bool hasFound(const DkimKeys& keys)
{
    return std::ranges::any_of(keys, [](const auto& entry) {
        return entry.second.status == trust::DkimAnswer::Status::found;
    });
}

/// Each mailbox once: `user+a` and `user+b` are one.
std::vector<mail::Address> eachMailboxOnce(std::vector<mail::Address> recipients)
{
    std::unordered_set<std::string> seen;
    std::erase_if(recipients, [&](const mail::Address& recipient) {
        return !seen.insert(recipient.mailboxKey()).second;
    });
    return recipients;
}

} // namespace

IncomingMail::IncomingMail(IncomingServices& services,
                           boost::asio::any_io_executor executor,
                           net::Origin origin,
                           std::string sender,
                           std::vector<mail::Address> recipients)
    : Intake(services.spool,
             services.settings.get(),
             services.counters,
             std::make_unique<policy::IncomingCheck>(std::move(sender)),
             MaxHeldOctets),
      services_(services),
      executor_(std::move(executor)),
      origin_(std::move(origin)),
      recipients_(eachMailboxOnce(std::move(recipients)))
{
}

const policy::IncomingCheck& IncomingMail::facts() const
{
    return static_cast<const policy::IncomingCheck&>(check());
}

std::size_t IncomingMail::heldOctets() const
{
    return Intake::heldOctets() + (verification_ ? verification_->heldOctets() : 0);
}

void IncomingMail::forget()
{
    verification_.reset();
    keys_.reset();
}

void IncomingMail::takeBody(std::string_view octets)
{
    if (!check().mayPass()) return forget();
    if (!verification_ && facts().needsDkim()) beginVerification();
    if (verification_) verification_->body(octets);
}

/// The header is complete: the keys are asked for while the body comes in.
void IncomingMail::beginVerification()
{
    const std::string header = static_cast<policy::IncomingCheck&>(check()).takeHeader();
    verification_.emplace(facts().author().domain);
    questions_ = verification_->header(header);
    if (questions_.empty()) return;
    startFetch(KeyLimit, net::dns::Freshness::cached);
}

void IncomingMail::startFetch(std::chrono::milliseconds limit, net::dns::Freshness freshness)
{
    const KeyAsker asker{services_.tasks, services_.lookup, services_.state.key_questions, origin_};
    keys_.emplace(asker, executor_, questions_, limit, freshness);
}

boost::asio::awaitable<Verdict> IncomingMail::handOn()
{
    if (facts().needsDkim()) {
        if (!verification_) beginVerification(); // of a message without a body
        Verdict verdict = co_await verify();
        if (!verdict || *verdict) co_return std::move(verdict);
    }
    co_return co_await store();
}

boost::asio::awaitable<Verdict> IncomingMail::verify()
{
    DkimKeys keys;
    if (keys_) keys = co_await keys_->answers();
    auto verdict = co_await verdictWith(keys);
    if (verdict && *verdict == DkimVerdict::fail && hasFound(keys)) {
        // The key may have changed since it was cached (protocol.md D14).
        startFetch(SecondKeyLimit, net::dns::Freshness::recent);
        DkimKeys fresh = co_await keys_->answers();
        if (fresh != keys) verdict = co_await verdictWith(std::move(fresh));
    }
    if (!verdict) co_return verdict.error();
    co_return refusalOf(*verdict);
}

boost::asio::awaitable<Result<DkimVerdict>> IncomingMail::verdictWith(DkimKeys keys)
{
    auto finish = [&]() -> Result<DkimVerdict> {
        return verification_->finish(keys, services_.clock.now());
    };
    co_return co_await core::offload(services_.crypto, finish);
}

Verdict IncomingMail::refusalOf(DkimVerdict verdict)
{
    if (verdict == DkimVerdict::pass) {
        ++counters().dkim_passed;
        return nullptr;
    }
    core::Log().info("no valid signature", {{"why", verification_->why()}});
    if (verdict == DkimVerdict::unknown) {
        ++counters().dkim_unknown;
        return refusal(451, "4.7.5 The DKIM key could not be looked up, try again later");
    }
    ++counters().dkim_failed;
    return refusal(554, verdict == DkimVerdict::none ? "5.7.1 No DKIM signature found"
                                                     : "5.7.1 No valid DKIM signature found");
}

boost::asio::awaitable<Verdict> IncomingMail::store()
{
    std::vector<std::string> mailboxes;
    for (const mail::Address& recipient : recipients_) mailboxes.push_back(recipient.mailboxKey());
    const std::string signature = verification_ ? verification_->passedSignature() : std::string();
    ReplayGuard::Claim claim(services_.state.replays, signature, mailboxes,
                             services_.clock.steady());
    if (claim.isBusy()) co_return Error(Code::unavailable, "a copy is being stored");

    Envelope envelope;
    for (std::size_t i = 0; i < recipients_.size(); ++i)
        if (claim.isNew(i)) envelope.recipients.push_back(recipients_[i]);
    counters().messages_replayed += recipients_.size() - envelope.recipients.size();
    if (envelope.recipients.empty()) co_return nullptr; // they all have it

    auto parcel = co_await pack();
    if (!parcel) co_return parcel.error();
    envelope.is_foreign = true;
    envelope.sender = facts().effectiveSender();
    const bool is_alone = envelope.recipients.size() == 1;
    const auto accepted =
        co_await services_.acceptor.accept(std::move(envelope), std::move(parcel->body));
    if (!accepted) co_return refusalOf(accepted.error(), is_alone);
    claim.keep();
    keep();
    ++counters().messages_from_others;
    co_return nullptr;
}

/// All recipients were there and had room when they were named: it is the end of a race.
Verdict IncomingMail::refusalOf(const Error& error, bool is_alone) const
{
    if (error.code == Code::not_found && is_alone)
        return refusal(550, "5.1.1 Recipient address rejected: User unknown");
    if (error.code == Code::limit)
        return refusal(452, "4.2.2 Quota exceeded (mailbox for user is full)");
    return Error(Code::unavailable, error.detail);
}

} // namespace roost::delivery
