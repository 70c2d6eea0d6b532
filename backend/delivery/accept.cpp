// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/accept.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/delivery/transaction.h"
#include "backend/store/store_thread.h"
#include "shared/base/text.h"

#include <unordered_set>

namespace roost::delivery {
namespace {

std::string domainOf(std::string_view address)
{
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string() : lower(address.substr(at + 1));
}

/// Each mailbox once, however often and in whatever form its address was named.
void sortRecipients(const Envelope& envelope, Consignment& consignment)
{
    std::unordered_set<std::string> seen;
    for (const mail::Address& recipient : envelope.recipients) {
        std::string address = recipient.local + "@" + recipient.domain;
        if (recipient.domain == consignment.domain) {
            std::string account = recipient.mailboxKey();
            if (seen.insert(account).second)
                consignment.local.push_back({std::move(account), std::move(address)});
        } else if (seen.insert(std::move(address)).second) {
            consignment.remote.push_back(recipient);
        }
    }
}

/// The header of a message that is in memory.
std::string_view headerOf(std::string_view message)
{
    constexpr std::size_t MaxHeaderOctets = 64 * 1024; // quoted in a bounce
    const auto end = message.find("\r\n\r\n");
    const auto header = end == std::string_view::npos ? message : message.substr(0, end + 2);
    return header.substr(0, MaxHeaderOctets);
}

} // namespace

boost::asio::awaitable<Result<>> Acceptor::accept(Envelope envelope, store::NewBody body)
{
    const auto settings = settings_.get();
    Consignment consignment;
    consignment.domain = lower(settings->mail_domain);
    consignment.sender = std::move(envelope.sender);
    consignment.is_foreign = envelope.is_foreign;
    consignment.is_sender_local = domainOf(consignment.sender) == consignment.domain;
    consignment.max_mailbox_octets = settings->max_mailbox_size;
    consignment.now = clock_.now();
    consignment.body = std::move(body);
    consignment.header = consignment.body.file_name.empty() ? headerOf(consignment.body.content)
                                                            : std::string_view(envelope.header);
    sortRecipients(envelope, consignment);

    auto job = [&](store::Stores& stores) { return storeConsignment(stores, consignment); };
    const auto outcome = co_await store_.write(job, store::Promise::durable);
    if (!outcome) co_return outcome.error();

    ++counters_.messages_accepted;
    counters_.messages_delivered += static_cast<std::uint64_t>(outcome->delivered);
    if (outcome->is_bounced) ++counters_.bounces;
    co_return Result<>();
}

} // namespace roost::delivery
