// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/bounce.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::store {
struct Stores;
}

namespace roost::delivery {

/// Recipients of one message that will not get it.
struct Undeliverable {
    std::string sender; // is told
    std::vector<mail::FailedRecipient> failed;
    std::string_view header;    // of the message
    UnixSeconds arrived_at = 0; // when we took it
    UnixSeconds written_at = 0; // now
    std::string domain;         // ours
    std::int64_t max_mailbox_octets = 0;
};

/// Puts a bounce into the INBOX of `sender`, when that is a user of ours; false: there is nobody to
/// tell (the null sender, a stranger, an account that is gone, a mailbox that is more than full).
/// Strangers are told by their own server while it hands a message over, never by mail of ours.
/// Errors: unavailable.
Result<bool> storeBounce(store::Stores& stores, Undeliverable report);

} // namespace roost::delivery
