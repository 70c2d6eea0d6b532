// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/signs.h"

#include <algorithm>
#include <array>

namespace roost::explanations {

namespace {

/// What follows the first figure of a status: "7.1" for 4.7.1 and 5.7.1.
struct StatusSign {
    std::string_view subject;
    std::string_view id;
};

constexpr std::array Statuses = {
    StatusSign{"1.1", "unknown_recipient"},
    StatusSign{"1.2", "relay_denied"},
    StatusSign{"1.6", "moved_recipient"},
    StatusSign{"1.7", "sender_refused"},
    StatusSign{"1.8", "sender_domain_unknown"},
    StatusSign{"1.10", "null_mx"}, // RFC 7505 §4.2
    StatusSign{"2.1", "disabled_recipient"},
    StatusSign{"2.2", "mailbox_full"},
    StatusSign{"2.3", "too_large_there"},
    StatusSign{"2.4", "recipient_restricted"},
    StatusSign{"3.1", "server_full"},
    StatusSign{"3.2", "server_busy"},
    StatusSign{"3.4", "too_large_there"},
    StatusSign{"3.5", "server_fault"},
    StatusSign{"4.1", "cannot_forward"},
    StatusSign{"4.3", "lookup_failed_there"},
    StatusSign{"4.4", "cannot_forward"},
    StatusSign{"4.5", "server_busy"},
    StatusSign{"4.6", "loop"},
    StatusSign{"5.1", "protocol_dispute"},
    StatusSign{"5.2", "protocol_dispute"},
    StatusSign{"5.3", "too_many_recipients"},
    StatusSign{"5.4", "protocol_dispute"},
    StatusSign{"7.2", "recipient_restricted"},
    StatusSign{"7.8", "login_required"},
    StatusSign{"7.20", "not_authenticated"}, // RFC 7372 §3
    StatusSign{"7.21", "not_authenticated"},
    StatusSign{"7.22", "not_authenticated"},
    StatusSign{"7.23", "not_authenticated"},
    StatusSign{"7.25", "no_reverse_name"},
    StatusSign{"7.26", "not_authenticated"},
    StatusSign{"7.27", "sender_domain_unknown"}, // RFC 7505 §4.2
    StatusSign{"7.28", "sending_too_fast"},
};

struct CodeSign {
    int code;
    std::string_view id;
};

constexpr std::array Codes = {
    CodeSign{413, "too_large_there"}, // of HTTP
    CodeSign{421, "server_busy"},      CodeSign{422, "mailbox_full"},
    CodeSign{432, "server_busy"},      CodeSign{450, "refused_mailbox"},
    CodeSign{452, "server_full"},      CodeSign{500, "protocol_dispute"},
    CodeSign{501, "protocol_dispute"}, CodeSign{502, "protocol_dispute"},
    CodeSign{503, "protocol_dispute"}, CodeSign{504, "protocol_dispute"},
    CodeSign{523, "needs_encryption"}, // RFC 5248 §2.4
    CodeSign{530, "login_required"},   CodeSign{551, "relay_denied"},
    CodeSign{552, "mailbox_full"},     CodeSign{553, "refused_address"},
    CodeSign{556, "null_mx"},
};

} // namespace

std::string_view byStatus(const Reply& reply)
{
    if (reply.code == 523) return "needs_encryption"; // its status, if any, says less
    if (reply.status.size() < 2) return {};
    const auto subject = std::string_view(reply.status).substr(2);
    const auto found = std::ranges::find(Statuses, subject, &StatusSign::subject);
    return found == Statuses.end() ? std::string_view() : found->id;
}

std::string_view byCode(const Reply& reply)
{
    if (!reply.status.empty()) return {};
    const auto found = std::ranges::find(Codes, reply.code, &CodeSign::code);
    return found == Codes.end() ? std::string_view() : found->id;
}

std::string_view byClass(const Reply& reply)
{
    switch (reply.status.size() > 2 ? reply.status[2] : '0') {
    case '1': return "refused_address";
    case '2': return "refused_mailbox";
    case '3': return "refused_server";
    case '4': return "refused_route";
    case '5': return "refused_protocol";
    case '6': return "refused_content";
    case '7': return "refused_policy";
    default: break;
    }
    if (reply.code / 100 == 4) return "refused_for_now";
    return reply.code / 100 == 5 ? "refused_for_good" : "not_understood";
}

} // namespace roost::explanations
