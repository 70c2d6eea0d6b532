// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/imap/session.h"

#include <boost/asio/awaitable.hpp>

#include <string_view>

namespace roost::imap {

/// What other sessions did that may be told before the tagged answer.
enum class Announce {
    nothing,
    arrivals, // EXISTS and flags: sequence numbers must not move now (RFC 3501 §7.4.1)
    all,      // expunges too
};

/// A command we speak: in which states, and what its answer may be preceded by.
struct Rule {
    std::string_view verb;
    unsigned states;
    Announce announce;
    boost::asio::awaitable<Answer> (*handle)(Session&, Command&);
};

/// The rule of `verb` (upper case); null when we do not know it.
const Rule* findRule(std::string_view verb);

} // namespace roost::imap
