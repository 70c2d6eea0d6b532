// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/server.h"

#include "backend/imap/session.h"

#include <boost/system/system_error.hpp>

namespace roost::imap {

boost::asio::awaitable<void> serve(net::Connection peer, Services& services)
{
    Session session(std::move(peer), services);
    try {
        co_await run(session);
    } catch (const boost::system::system_error& error) {
        session.log.debug("imap session ended", {{"why", error.code().message()}});
    }
}

} // namespace roost::imap
