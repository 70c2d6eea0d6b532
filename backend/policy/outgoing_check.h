// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/policy/message_check.h"

#include <string>
#include <vector>

namespace roost::policy {

/// Checks a submitted message (protocol.md D1-D8, D19): From equals the login, only OpenPGP-
/// encrypted mail, a securejoin request or an Autocrypt Setup Message to oneself passes. From the
/// cleaned header Received, X-Originating-IP, X-Mailer and User-Agent are gone and each Subject is
/// `[...]`; every other octet is as it came.
class OutgoingCheck final : public MessageCheck {
public:
    /// `sender`: the login and envelope sender, lower case. `recipients`: of the envelope.
    OutgoingCheck(std::string sender, std::vector<mail::Address> recipients);

    std::size_t heldOctets() const override;

private:
    void
    takeField(const mail::Field& field, std::string_view octets, std::string& cleaned) override;
    void endHeader() override;
    bool isException() const override;

    std::string sender_;
    std::vector<mail::Address> recipients_;
    SingleField subject_;
};

} // namespace roost::policy
