// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/bounce.h"

#include "backend/core/log.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

#include <random>
#include <utility>

namespace roost::delivery {
namespace {

// A full mailbox still takes this much in bounces: else its owner would not learn what failed.
constexpr std::int64_t BounceAllowance = 1024 * 1024;

/// 128 random bits: nothing about the sender or the time.
std::string newMessageId(const std::string& domain)
{
    std::random_device random;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}@{}", random(), random(), random(), random(),
                       domain);
}

std::string compose(Undeliverable report)
{
    mail::Bounce bounce;
    bounce.reporting_domain = report.domain;
    bounce.original_sender = std::move(report.sender);
    bounce.failed = std::move(report.failed);
    bounce.original_header = report.header;
    bounce.arrived_at = report.arrived_at;
    bounce.written_at = report.written_at;
    bounce.message_id = newMessageId(report.domain);
    return mail::composeBounce(bounce);
}

} // namespace

Result<bool> storeBounce(store::Stores& stores, Undeliverable report)
{
    if (report.sender.empty()) return false;
    const auto sender = stores.accounts.find(report.sender);
    if (!sender || sender->state != store::AccountState::active) return false;

    const std::int64_t most = report.max_mailbox_octets + BounceAllowance;
    const UnixSeconds now = report.written_at;
    store::NewBody body;
    body.content = compose(std::move(report));
    body.octets = static_cast<std::int64_t>(body.content.size());
    if (stores.mailboxes.usedOctets(sender->id) + body.octets > most) {
        core::Log().info("bounce given up", {{"why", "mailbox of the sender is full"}});
        return false;
    }

    store::NewMessage message;
    message.body_id = stores.bodies.add(body);
    message.octets = body.octets;
    message.received_at = now;
    const auto added = stores.messages.append(sender->inbox_id, message);
    if (!added) return Error(Code::unavailable, added.error().detail);
    return true;
}

} // namespace roost::delivery
