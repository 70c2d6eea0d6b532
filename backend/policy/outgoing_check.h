// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "shared/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roost::policy {

/// Why a submitted message is refused. The reply on the wire is `code`, a space, `text`: clients
/// look for exactly `523 Encryption Needed: Invalid Unencrypted Mail` (protocol.md B16), so no
/// enhanced status code comes between. `text` is one line of printable ASCII, at most 400 octets.
struct Refusal {
    int code = 554;   // SMTP reply code
    std::string text; // "Encryption Needed: Invalid Unencrypted Mail", without the code
    bool unencrypted = false;
};

/// Checks a submitted message while it streams by and cleans its header, in bounded memory and
/// linear time (protocol.md D1-D8, D19): From equals the login, only OpenPGP-encrypted mail, a
/// securejoin request or an Autocrypt Setup Message to oneself passes. The header may have 256 KiB.
/// From the cleaned header Received, X-Originating-IP, X-Mailer and User-Agent are gone and each
/// Subject is `[...]`; every other octet is as it came.
///
/// Not thread-safe; the result is the same however the message is cut into chunks.
class OutgoingCheck {
public:
    /// `sender`: the login and envelope sender, lower case. `recipients`: of the envelope.
    OutgoingCheck(std::string sender, std::vector<mail::Address> recipients);
    OutgoingCheck(OutgoingCheck&&) noexcept;
    OutgoingCheck& operator=(OutgoingCheck&&) noexcept;
    ~OutgoingCheck();

    /// The next octets of the message (dot-unstuffed, lines end in CRLF); appends what is to be
    /// stored to `cleaned`. Octets after a refusal are taken and ignored.
    void feed(std::string_view octets, std::string& cleaned);

    /// The message is complete; null when it may pass. Appends what was held back to `cleaned`.
    std::unique_ptr<Refusal> finish(std::string& cleaned);

    /// What is held back, of a header whose sender takes its time: at most the header's limit.
    std::size_t heldOctets() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::policy
