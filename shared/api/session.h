// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/overview.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// hello: which version of this interface the daemon speaks, and what the caller may do.
/// Errors: denied (the role asked for is higher than the caller's).
struct Hello {
    static constexpr std::string_view Method = "hello";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::string client;       // name and version of the program, for the log
        std::optional<Role> role; // lower the caller's role for this connection; null = keep
        BOOST_DESCRIBE_CLASS(Params, (), (client, role), (), ())
    };
    struct Reply {
        std::int64_t api_major = 0; // differs: not for each other
        std::int64_t api_minor = 0; // grows with each addition
        std::string version;        // of the daemon
        Role role = Role::viewer;
        BOOST_DESCRIBE_CLASS(Reply, (), (api_major, api_minor, version, role), (), ())
    };
};

/// subscribe: how everything stands now; from here on the connection gets `event` notifications
/// (events.h) with numbers above `number`. Call it again after a gap.
struct Subscribe {
    static constexpr std::string_view Method = "subscribe";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::int64_t number = 0; // of the last event that the snapshot includes
        Overview overview;
        BOOST_DESCRIBE_CLASS(Reply, (), (number, overview), (), ())
    };
};

} // namespace roost::api
