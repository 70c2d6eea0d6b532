// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/events.h"
#include "backend/control/services.h"
#include "backend/store/activity_store.h"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace roost::control {

api::Activity shown(const store::ActivityRow& row);

/// Who changed what: written to the store and told to subscribers.
class Journal {
public:
    Journal(Services& services, Events& events) : services_(services), events_(events) {}

    /// A row of now.
    store::ActivityRow row(std::string who, std::string what, std::string subject) const;
    /// Writes and announces `row`. Errors: unavailable.
    boost::asio::awaitable<Result<>> record(store::ActivityRow row);
    /// Tells of rows that are in the store already.
    void announce(const std::vector<store::ActivityRow>& rows);
    /// Blanks addresses whose change cannot be undone any more; to be called now and then.
    boost::asio::awaitable<Result<>> forgetAddresses();

private:
    Services& services_;
    Events& events_;
};

} // namespace roost::control
