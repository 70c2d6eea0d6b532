// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/store/types.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace roost::core {
class Workers;
}
namespace roost::store {
class BodyFiles;
struct Stores;
} // namespace roost::store

namespace roost::delivery::remote {

class Signatures;

/// What is needed to make a message ready to leave; outlives all who use it.
struct OutgoingServices {
    store::BodyFiles& body_files;
    core::Workers& workers; // signs, reads files
    Signatures& signatures;
    const Clock& clock;
};

/// A message ready to leave.
struct Outgoing {
    RemoteMessage message;
    std::string header; // with its final line end, at most 64 KiB: for a bounce
};

/// Loads the message of `rows`, which have one body, through the calling thread's `reader`, and
/// signs it (protocol.md D21). Errors: not_found (the body is gone), invalid (it cannot be signed),
/// unavailable.
boost::asio::awaitable<Result<Outgoing>> prepare(const OutgoingServices& services,
                                                 store::Stores& reader,
                                                 const std::vector<store::QueueRow>& rows);

/// Only its header. Errors: not_found, unavailable.
boost::asio::awaitable<Result<std::string>>
loadHeader(const OutgoingServices& services, store::Stores& reader, store::BodyId body);

} // namespace roost::delivery::remote
