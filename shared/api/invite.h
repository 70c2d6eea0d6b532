// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>

namespace roost::api {

/// invite_get: what a QR code for a new user holds. A `dclogin:` link carries fresh credentials and
/// is for one person: ask again for the next. A `dcaccount:` link is for everybody.
/// Errors: unavailable (not set up yet).
struct InviteGet {
    static constexpr std::string_view Method = "invite_get";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::string link;
        bool for_one_person = false;
        bool reachable_only_here = false; // the relay listens on loopback: no phone gets there
        BOOST_DESCRIBE_CLASS(Reply, (), (link, for_one_person, reachable_only_here), (), ())
    };
};

} // namespace roost::api
