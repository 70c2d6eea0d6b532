// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::mime {

/// One entry of an ENVELOPE address list (RFC 3501 §7.4.2). A group's start has `mailbox` (its
/// name) and no host, its end neither; a missing half of an address is empty, not null.
struct EnvelopeAddress {
    std::optional<std::string> name;  // display name or trailing comment, encoded words as sent
    std::optional<std::string> route; // RFC 5322 §4.4 obs-route, "@a,@b"
    std::optional<std::string> mailbox;
    std::optional<std::string> host;
};

/// The addresses of a From, To, ... field (RFC 5322 §3.4), as good as they can be made out; at most
/// MaxAddresses. Anything is accepted: it is shown, not used to deliver.
std::vector<EnvelopeAddress> parseAddressList(std::string_view value);

} // namespace roost::mime
