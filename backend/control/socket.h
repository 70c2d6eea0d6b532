// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>

namespace roost::control {

using Acceptor = boost::asio::local::stream_protocol::acceptor;

/// Listens on a Unix socket at `path`: mode 0666, its folder made 0755 when missing. A socket left
/// behind, on which nobody answers, is replaced.
/// Errors: exists (somebody serves there, or it is no socket), invalid (the path is too long),
/// denied, unavailable.
Result<Acceptor> listenAt(boost::asio::any_io_executor executor, const std::filesystem::path& path);

} // namespace roost::control
