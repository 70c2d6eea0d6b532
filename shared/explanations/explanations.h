// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/explanations/cause.h"

#include <boost/describe/enum.hpp>

#include <span>
#include <string_view>

namespace roost::explanations {

/// Who can do something about it.
enum class Who {
    you,         // who runs this relay
    provider,    // whoever gives this relay its address and line
    other_relay, // who runs the other server
    sender_app,  // the sender, or the sender's app
    nobody       // it passes, or it is as it should be
};
BOOST_DESCRIBE_ENUM(Who, you, provider, other_relay, sender_app, nobody)

/// One failure in plain words. English; the console translates.
struct Explanation {
    std::string_view id;
    std::string_view title;         // a few words, without a full stop
    std::string_view what_happened; // sentences
    Who who = Who::nobody;
    std::string_view what_to_do; // sentences
};

/// All there are.
std::span<const Explanation> catalogue();

/// Null when there is none of that id.
const Explanation* find(std::string_view id);

/// What explains a try that ended with `cause` and `reply`, a line or several of the other server
/// (or our own words). There is always one: a reply that nothing in the tables knows gets the one
/// of its class (RFC 3463 §3, RFC 5321 §4.2.1).
const Explanation& explain(Cause cause, std::string_view reply);

} // namespace roost::explanations
