// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "shared/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roost::policy {

/// Why a submitted message is refused; the texts are protocol (D1, D2).
struct Refusal {
    int code = 554;   // SMTP reply code
    std::string text; // "523 Encryption Needed: ..." has its code repeated by the reply
    bool unencrypted = false;
};

/// Checks a submitted message while it streams by and cleans its header, in bounded memory and
/// linear time (protocol.md D1-D8, D19): From equals the login, only OpenPGP-encrypted mail, a
/// securejoin request or an Autocrypt Setup Message to oneself passes.
class OutgoingCheck {
public:
    /// `sender`: the login and envelope sender, lower case. `recipients`: of the envelope.
    OutgoingCheck(std::string sender, std::vector<mail::Address> recipients);
    OutgoingCheck(OutgoingCheck&&) noexcept;
    ~OutgoingCheck();

    /// The next octets of the message (dot-unstuffed, lines end in CRLF); appends what is to be
    /// stored to `cleaned`. Octets after a refusal are taken and ignored.
    void feed(std::string_view octets, std::string& cleaned);

    /// The message is complete; null when it may pass. Appends what was held back to `cleaned`.
    std::unique_ptr<Refusal> finish(std::string& cleaned);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::policy
