// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/incoming_recipients.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

#include <algorithm>

namespace roost::delivery {
namespace {

// Unknown recipients that one network may name; more cost time, which is nothing to a server that
// has an old address now and then.
constexpr policy::SendLimits ProbeLimits{6, 50}; // a minute, at once
constexpr std::chrono::seconds ProbeDelay(5);
constexpr std::size_t MaxShownOctets = 200; // of a reply, RFC 5321 §4.2: a line has 512

std::unique_ptr<policy::Refusal> refusal(int code, std::string text)
{
    return std::make_unique<policy::Refusal>(policy::Refusal{code, std::move(text), false});
}

/// An address in a reply; what is odd is not repeated.
std::string shown(const mail::Address& address)
{
    const std::string text = address.text();
    const bool is_odd = text.size() > MaxShownOctets
                        || std::ranges::any_of(text, [](char c) { return c < ' ' || c > '~'; });
    return is_odd ? "<...>" : "<" + text + ">";
}

} // namespace

IncomingRecipients::IncomingRecipients(IncomingServices& services,
                                       const net::Origin& origin,
                                       std::optional<std::int64_t> octets)
    : services_(services), origin_(origin), octets_(octets)
{
}

std::chrono::seconds IncomingRecipients::delay() const
{
    const bool may_go_on =
        services_.state.probes.wouldAdmit(origin_.network, ProbeLimits, services_.clock.steady());
    return may_go_on ? std::chrono::seconds(0) : ProbeDelay;
}

std::unique_ptr<policy::Refusal> IncomingRecipients::add(mail::Address recipient)
{
    const auto values = services_.settings.get();
    if (recipient.domain != lower(values->mail_domain))
        return refusal(554, "5.7.1 " + shown(recipient) + ": Relay access denied");
    if (static_cast<std::int64_t>(taken_.size()) >= values->max_recipients)
        return refusal(452, "4.5.3 Error: too many recipients");
    // Blocked and deleted accounts are answered like unknown ones.
    const auto account = services_.reader.accounts.find(recipient.mailboxKey());
    if (!account || account->state != store::AccountState::active) return unknown(recipient);
    const std::int64_t room =
        values->max_mailbox_size - services_.reader.mailboxes.usedOctets(account->id);
    if (room < octets_.value_or(1))
        return refusal(452, "4.2.2 " + shown(recipient) + ": Quota exceeded (mailbox is full)");
    // Servers come again with those that were too many (RFC 5321 §4.5.3.1.10).
    const bool may_lack_room = !octets_ && room < values->max_message_size;
    if (must_be_alone_ || (may_lack_room && !taken_.empty()))
        return refusal(452, "4.5.3 Error: too many recipients for a message of unknown size");
    must_be_alone_ = may_lack_room;
    taken_.push_back(std::move(recipient));
    return nullptr;
}

std::unique_ptr<policy::Refusal> IncomingRecipients::unknown(const mail::Address& recipient)
{
    ++services_.counters.unknown_recipients;
    static_cast<void>(
        services_.state.probes.admit(origin_.network, ProbeLimits, services_.clock.steady()));
    return refusal(550, "5.1.1 " + shown(recipient) + ": Recipient address rejected: User unknown");
}

} // namespace roost::delivery
