// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/finding.h"
#include "backend/net/dialer.h"

#include <boost/system/system_error.hpp>

#include <string>

namespace roost::delivery::remote {

/// Where a conversation stood when it was lost.
enum class Stage { greeting, talk, handshake };

/// What the end of a conversation with `host` means. Throws `error` itself when the caller was
/// cancelled: that is no finding.
Finding lossOf(const boost::system::system_error& error, Stage stage, const std::string& host);

/// The same for a connection that did not come about.
Finding faultOf(const net::Dialed& dialed);

} // namespace roost::delivery::remote
