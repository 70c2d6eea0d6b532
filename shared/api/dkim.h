// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>

namespace roost::api {

/// dkim_get: the record that must stand in the DNS so that other servers take what this relay
/// signs. Errors: unavailable (the relay is not set up, or is known by an IP address only and signs
/// nothing).
struct DkimGet {
    static constexpr std::string_view Method = "dkim_get";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::string name; // of the TXT record, without a final dot
        std::string text; // its value, for web forms
        std::string line; // the same for zone files, in strings of at most 255 octets
        BOOST_DESCRIBE_CLASS(Reply, (), (name, text, line), (), ())
    };
};

} // namespace roost::api
