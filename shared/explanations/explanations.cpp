// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/explanations.h"

#include "shared/explanations/catalogue.h"
#include "shared/explanations/signs.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace roost::explanations {

namespace {

std::vector<Explanation> everything()
{
    std::vector<Explanation> all;
    for (const auto part : {ownFindings(), answers(), classes()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// The id for a cause that needs no reply to be understood; nothing for the others.
std::string_view byCause(Cause cause)
{
    switch (cause) {
    case Cause::none: return "waiting";
    case Cause::refused:
    case Cause::http_refused: return {};
    default: return boost::describe::enum_to_string(cause, ""); // they have the same names
    }
}

std::string_view bySmtpReply(const Reply& reply)
{
    for (const auto sign : {byWords, byStatus, byCode})
        if (const auto id = sign(reply); !id.empty()) return id;
    return byClass(reply);
}

/// Relays answer mxdeliv with a code of HTTP and a reply of SMTP behind it; either may be missing.
std::string_view byHttpReply(const Reply& reply)
{
    constexpr int LastOfHttp = 431; // RFC 6585 §5; those of SMTP that mean something stand above it
    if (const auto id = byWords(reply); !id.empty()) return id;
    switch (reply.code) { // RFC 9110 §15.5, §15.6
    case 404:
    case 405: return "http_not_served";
    case 413: return "too_large_there";
    case 429: return "sending_too_fast"; // RFC 6585 §4
    case 500:
    case 502:
    case 504: return "server_fault";
    case 503: return "server_busy";
    default: break;
    }
    for (const auto sign : {byStatus, byCode})
        if (const auto id = sign(reply); !id.empty()) return id;
    return reply.code / 100 == 4 && reply.code <= LastOfHttp ? "http_refused" : byClass(reply);
}

} // namespace

std::span<const Explanation> catalogue()
{
    static const std::vector<Explanation> all = everything();
    return all;
}

const Explanation* find(std::string_view id)
{
    const auto all = catalogue();
    const auto found = std::ranges::find(all, id, &Explanation::id);
    return found == all.end() ? nullptr : &*found;
}

const Explanation& explain(Cause cause, std::string_view reply)
{
    auto id = byCause(cause);
    if (cause == Cause::refused) id = bySmtpReply(readReply(reply));
    if (cause == Cause::http_refused) id = byHttpReply(readReply(reply));
    if (const Explanation* found = find(id)) return *found;
    throw std::logic_error("no explanation " + std::string(id)); // a test knows them all
}

} // namespace roost::explanations
