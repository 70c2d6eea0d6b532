// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <string>
#include <string_view>
#include <vector>

namespace roost::mail {

/// A recipient who will not get the message.
struct FailedRecipient {
    std::string address;
    std::string status;     // RFC 3463, such as "5.1.1"
    std::string diagnostic; // the reply of the other server, or our words in the shape of one
};

/// What a bounce says.
struct Bounce {
    std::string reporting_domain; // ours
    std::string original_sender;  // gets the bounce
    std::vector<FailedRecipient> failed;
    std::string original_header; // of the message that failed, up to its empty line
    UnixSeconds arrived_at = 0;  // when we took the message
    UnixSeconds written_at = 0;  // now
    std::string message_id;      // of the bounce, without brackets
};

/// The complete delivery status notification (RFC 3464) in CRLF lines, to be sent with the null
/// sender. It satisfies what relays ask of an unencrypted message: `Auto-Submitted`, From
/// mailer-daemon, multipart/report. Texts from other servers are cut at 500 octets and cleaned of
/// control characters, the header at 64 KiB.
std::string composeBounce(const Bounce& bounce);

} // namespace roost::mail
