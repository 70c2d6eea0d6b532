// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/explained.h"

#include "backend/mail/utf8.h"
#include "shared/explanations/explanations.h"

#include <boost/describe/enum_from_string.hpp>

namespace roost::control {

std::string explanationOf(std::string_view cause, std::string_view reply)
{
    using explanations::Cause;
    Cause known = Cause::none;
    // A name of a newer version (the store was theirs before): the reply still says something.
    if (!cause.empty() && !boost::describe::enum_from_string(std::string(cause).c_str(), known))
        known = Cause::refused;
    return std::string(explanations::explain(known, reply).id);
}

std::string toldText(std::string_view wire)
{
    if (mail::isUtf8(wire)) return std::string(wire);
    constexpr std::size_t LongestSequence = 4; // RFC 3629 §3
    std::string text;
    while (!wire.empty()) {
        std::size_t length = 1;
        while (length <= LongestSequence && !mail::isUtf8(wire.substr(0, length))) ++length;
        const bool is_fine = length <= LongestSequence && length <= wire.size();
        text += is_fine ? wire.substr(0, length) : std::string_view("?");
        wire.remove_prefix(is_fine ? length : 1);
    }
    return text;
}

} // namespace roost::control
