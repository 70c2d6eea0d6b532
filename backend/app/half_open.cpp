// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/half_open.h"

#include "backend/net/connection.h"

namespace roost::app {

HalfOpen::Place::Place(HalfOpen& all, net::Connection& peer)
    : all_(all), at_(all.waiting_.insert(all.waiting_.end(), &peer))
{
    if (all_.waiting_.size() <= all_.most_) return;
    // It leaves the list when its coroutine ends; until then it must not be chosen again.
    net::Connection& oldest = *all_.waiting_.front();
    all_.waiting_.splice(all_.waiting_.end(), all_.waiting_, all_.waiting_.begin());
    oldest.shutdown();
}

HalfOpen::Place::~Place()
{
    all_.waiting_.erase(at_);
}

} // namespace roost::app
