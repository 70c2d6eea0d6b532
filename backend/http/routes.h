// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/http/answer.h"
#include "backend/policy/send_rate.h"
#include "shared/settings/values.h"

#include <string>
#include <string_view>

namespace roost::http {

/// A request as the pages see it. `method` is upper case, HEAD already turned into GET.
struct Query {
    std::string_view method;
    std::string_view path;    // of the target, without its query
    std::string_view network; // of the peer, for limits per network
};

/// What pages may use.
struct World {
    const settings::Values& values;
    policy::SendRate& get_new_rate;
};

/// The answer of the page at `query.path`: 404 when there is none, 405 when it does not know the
/// method.
Answer answerTo(const Query& query, World world);

} // namespace roost::http
