// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/transaction.h"

#include "backend/delivery/bounce.h"
#include "backend/store/stores.h"

#include <utility>

namespace roost::delivery {
namespace {

/// The steps of storeConsignment(), and what they share.
class Transaction {
public:
    Transaction(store::Stores& stores, const Consignment& consignment)
        : stores_(stores), it_(consignment)
    {
    }
    Result<Outcome> run();

private:
    Result<> deliver(const LocalRecipient& recipient);
    void enqueue(const mail::Address& recipient);
    void fail(const std::string& address, std::string status, std::string reason);
    Result<> bounce();
    Result<> append(store::MailboxId mailbox, store::BodyId body, std::int64_t octets);

    store::Stores& stores_;
    const Consignment& it_;
    store::BodyId body_ = 0;
    std::vector<mail::FailedRecipient> failures_;
    Outcome outcome_;
};

Result<Outcome> Transaction::run()
{
    body_ = stores_.bodies.add(it_.body);
    for (const LocalRecipient& recipient : it_.local)
        if (const auto done = deliver(recipient); !done) return done.error();
    for (const mail::Address& recipient : it_.remote) enqueue(recipient);
    if (outcome_.delivered + outcome_.queued == 0) stores_.bodies.dropUnused(body_);

    outcome_.failed = static_cast<std::int64_t>(failures_.size());
    if (!failures_.empty() && it_.is_sender_local)
        if (const auto done = bounce(); !done) return done.error();
    return outcome_;
}

/// Blocked and deleted accounts are answered like unknown ones: their state is nobody's business.
Result<> Transaction::deliver(const LocalRecipient& recipient)
{
    const auto account = stores_.accounts.find(recipient.account);
    if (!account || account->state != store::AccountState::active) {
        if (it_.is_foreign) return Error(Code::not_found, "a recipient is unknown");
        fail(recipient.address, "5.1.1", "550 5.1.1 Recipient address rejected: User unknown");
        return {};
    }
    const std::int64_t used = stores_.mailboxes.usedOctets(account->id);
    if (used + it_.body.octets > it_.max_mailbox_octets) { // protocol.md E8: no grace
        if (it_.is_foreign) return Error(Code::limit, "a mailbox is full");
        fail(recipient.address, "5.2.2", "552 5.2.2 Quota exceeded (mailbox for user is full)");
        return {};
    }
    if (const auto added = append(account->inbox_id, body_, it_.body.octets); !added)
        return added.error();
    ++outcome_.delivered;
    return {};
}

void Transaction::enqueue(const mail::Address& recipient)
{
    store::QueueRow row;
    row.body_id = body_;
    row.sender = it_.sender;
    row.recipient = recipient.text();
    row.domain = recipient.domain;
    row.octets = it_.body.octets;
    row.queued_at = it_.now;
    row.next_try_at = it_.now;
    stores_.queue.add(row);
    ++outcome_.queued;
}

void Transaction::fail(const std::string& address, std::string status, std::string reason)
{
    mail::FailedRecipient failure;
    failure.address = address;
    failure.status = std::move(status);
    failure.diagnostic = std::move(reason);
    failures_.push_back(std::move(failure));
}

/// At once: a message that could not be delivered next door is known within the same commit.
Result<> Transaction::bounce()
{
    Undeliverable report;
    report.sender = it_.sender;
    report.failed = std::move(failures_);
    report.header = it_.header;
    report.arrived_at = it_.now;
    report.written_at = it_.now;
    report.domain = it_.domain;
    report.max_mailbox_octets = it_.max_mailbox_octets;
    const auto told = storeBounce(stores_, std::move(report));
    if (!told) return told.error();
    outcome_.is_bounced = *told;
    return {};
}

Result<> Transaction::append(store::MailboxId mailbox, store::BodyId body, std::int64_t octets)
{
    store::NewMessage message;
    message.body_id = body;
    message.octets = octets;
    message.received_at = it_.now;
    const auto added = stores_.messages.append(mailbox, message);
    if (!added) return Error(Code::unavailable, added.error().detail);
    return {};
}

} // namespace

Result<Outcome> storeConsignment(store::Stores& stores, const Consignment& consignment)
{
    return Transaction(stores, consignment).run();
}

} // namespace roost::delivery
