// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "shared/api/explanations.h"
#include "shared/api/peers.h"

namespace roost::control {

/// peer_list and explanation_list.
class PeerMethods {
public:
    PeerMethods(Methods& methods, Services& services);

private:
    boost::asio::awaitable<Result<api::PeerList::Reply>> list(api::PeerList::Params params);
    boost::asio::awaitable<Result<api::ExplanationList::Reply>>
    explanations(api::ExplanationList::Params params);

    Services& services_;
};

} // namespace roost::control
