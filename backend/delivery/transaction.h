// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "backend/store/types.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::store {
struct Stores;
}

namespace roost::delivery {

/// One local recipient: the account's name and the address as the sender wrote it.
struct LocalRecipient {
    std::string account;
    std::string address;
};

/// A message with its recipients sorted by where they live, each mailbox once.
struct Consignment {
    std::string sender; // as in Envelope
    bool is_sender_local = false;
    bool is_foreign = false;
    std::vector<LocalRecipient> local;
    std::vector<mail::Address> remote;
    store::NewBody body;
    std::string_view header; // of the message, for a bounce
    std::string domain;      // ours
    std::int64_t max_mailbox_octets = 0;
    UnixSeconds now = 0;
};

/// What became of a message.
struct Outcome {
    std::int64_t delivered = 0; // mailbox rows
    std::int64_t queued = 0;    // queue rows
    std::int64_t failed = 0;    // recipients named in a bounce, or given up when there is none
    bool is_bounced = false;
};

/// Stores the body once and a row per recipient; for those that cannot have it a bounce goes to a
/// local sender (protocol.md D40, D41). Runs as one job of the store thread, which rolls all of it
/// back when it is refused. Errors: unavailable; of a foreign message not_found and limit when one
/// of its recipients cannot have it.
Result<Outcome> storeConsignment(store::Stores& stores, const Consignment& consignment);

} // namespace roost::delivery
