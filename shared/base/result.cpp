// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/result.h"

namespace roost {

std::string_view codeName(Code code)
{
    switch (code) {
    case Code::not_found: return "not_found";
    case Code::exists: return "exists";
    case Code::invalid: return "invalid";
    case Code::denied: return "denied";
    case Code::limit: return "limit";
    case Code::timeout: return "timeout";
    case Code::unavailable: return "unavailable";
    case Code::corrupt: return "corrupt";
    case Code::internal: return "internal";
    }
    return "internal";
}

} // namespace roost
