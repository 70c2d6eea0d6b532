// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "backend/core/offload.h"
#include "backend/store/verify.h"
#include "shared/api/store.h"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>

namespace roost::control {

/// store_verify.
class StoreMethods {
public:
    StoreMethods(Methods& methods, Services& services, boost::asio::any_io_executor executor);

    /// Ends a check under way. The server's thread.
    void close();

private:
    boost::asio::awaitable<Result<api::StoreVerify::Reply>> verify(api::StoreVerify::Params params);

    Services& services_;
    boost::asio::any_io_executor executor_;
    std::shared_ptr<store::Interruption> running_; // null: no check is under way
    std::optional<core::Workers> worker_;          // from the first check on; it takes long
};

} // namespace roost::control
