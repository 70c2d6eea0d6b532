// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/explained.h"

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

} // namespace roost::control
