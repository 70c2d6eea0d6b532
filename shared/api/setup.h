// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/overview.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// setup_apply: gives a fresh relay its domain and starts it. The answer comes when it listens.
/// Errors: exists (it is set up already, or an address is in use), invalid (a parameter), denied (a
/// port below 1024 without the right), unavailable (the disk).
struct SetupApply {
    static constexpr std::string_view Method = "setup_apply";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::string domain;                   // mail domain, such as chat.example.org
        std::vector<std::string> listen;      // IP addresses; empty = 127.0.0.1
        std::string tls_mode = "self-signed"; // see the setting tls_mode
        std::int64_t port_offset = 0;         // added to every port
        BOOST_DESCRIBE_CLASS(Params, (), (domain, listen, tls_mode, port_offset), (), ())
    };
    struct Reply {
        std::vector<Listener> listeners;
        BOOST_DESCRIBE_CLASS(Reply, (), (listeners), (), ())
    };
};

/// setup_status: whether the relay is set up.
struct SetupStatus {
    static constexpr std::string_view Method = "setup_status";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        bool configured = false;
        std::string domain;
        RelayState state = RelayState::unconfigured;
        BOOST_DESCRIBE_CLASS(Reply, (), (configured, domain, state), (), ())
    };
};

} // namespace roost::api
