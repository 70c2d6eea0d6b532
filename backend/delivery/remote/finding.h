// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"

#include <string>
#include <string_view>

namespace roost::delivery::remote {

/// Why a try ended, for all recipients that it ended for.
struct Finding {
    Finding(Outcome o, Cause c, std::string r, std::string s)
        : outcome(o), cause(c), reply(std::move(r)), status(std::move(s))
    {
    }
    Outcome outcome = Outcome::temporary;
    Cause cause = Cause::none;
    std::string reply;  // as in RecipientResult
    std::string status; // RFC 3463

    bool operator==(const Finding&) const = default;
};

/// What we found out ourselves: `status` is "4.x.y" or "5.x.y", `sentence` in plain words.
inline Finding ownFinding(Cause cause, std::string_view status, std::string_view sentence)
{
    const bool is_permanent = status.starts_with('5');
    std::string reply = is_permanent ? "554 " : "451 ";
    reply.append(status).append(" ").append(sentence);
    return {is_permanent ? Outcome::permanent : Outcome::temporary, cause, std::move(reply),
            std::string(status)};
}

inline RecipientResult resultOf(const std::string& recipient, const Finding& finding)
{
    return {recipient, finding.outcome, finding.reply, finding.status, finding.cause};
}

} // namespace roost::delivery::remote
