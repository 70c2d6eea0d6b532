// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/incoming_services.h"
#include "backend/mail/address.h"
#include "backend/net/origin.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace roost::delivery {

/// The recipients that another server names for one message (protocol.md D17): those we have, with
/// room in their mailbox. Strangers learn who exists, so that their own server can tell its user;
/// those who go through addresses wait longer and longer (I7). A message that does not fit in the
/// mailbox of one is refused for all, at last; so where its size is not known, who may lack room
/// must have it alone (D18).
class IncomingRecipients {
public:
    /// `octets`: of the message, when known. `services` outlive us.
    IncomingRecipients(IncomingServices& services,
                       const net::Origin& origin,
                       std::optional<std::int64_t> octets);

    /// How long the next answer must wait.
    std::chrono::seconds delay() const;
    /// Takes one more; the refusal if it cannot be had.
    std::unique_ptr<policy::Refusal> add(mail::Address recipient);

    bool isEmpty() const { return taken_.empty(); }
    std::vector<mail::Address> take() { return std::move(taken_); }

private:
    std::unique_ptr<policy::Refusal> unknown(const mail::Address& recipient);

    IncomingServices& services_;
    net::Origin origin_;
    std::optional<std::int64_t> octets_;
    std::vector<mail::Address> taken_;
    bool must_be_alone_ = false; // the one that is taken
};

} // namespace roost::delivery
