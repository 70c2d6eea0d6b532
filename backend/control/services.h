// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/queue_store.h"
#include "shared/api/overview.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace roost::accounts {
class Accounts;
}
namespace roost::core {
class LiveSettings;
class Tasks;
class Workers;
struct Counters;
} // namespace roost::core
namespace roost::store {
class StoreThread;
struct Stores;
} // namespace roost::store
namespace roost::trust {
class DkimSigner;
}

namespace roost::control {

/// The relay as a whole; implemented by app/. Called on the control server's thread only.
class Relay {
public:
    virtual ~Relay() = default;

    virtual api::RelayState state() const = 0;
    virtual UnixSeconds startedAt() const = 0;
    /// Everything that listens, or should, with the real ports.
    virtual std::vector<api::Listener> listeners() const = 0;

    /// Begins to serve with `values`, which are in the store and in LiveSettings already: identity,
    /// listeners. Called once, when the first setup is applied; a start of a relay that is set up
    /// is app's own affair. After an error nothing may listen; the settings are then undone.
    /// Errors: as net::probeAddress and net::selfSignedIdentity.
    virtual boost::asio::awaitable<Result<>> applySetup(settings::Values values) = 0;

    /// Settings changed from `before` to `after`, which are in the store and in LiveSettings
    /// already: opens what must listen now, then closes what must not; sets the log level. After an
    /// error everything listens as before; the settings are then undone.
    virtual boost::asio::awaitable<Result<>> settingsChanged(settings::Values before,
                                                             settings::Values after) = 0;
};

/// What the control methods work with; all of it outlives the server.
struct Services {
    store::StoreThread& store;
    store::Stores& reader; // of the control server's thread
    core::LiveSettings& settings;
    core::Counters& counters;
    accounts::Accounts& accounts;
    core::Tasks& tasks;
    core::Workers& workers; // slow reads, such as the size of the store on disk
    Relay& relay;
    const Clock& clock;
    std::filesystem::path data_dir;
    /// Gives up what is selected in the queue and tells the senders; how many recipients that were.
    /// Empty while the relay is not set up.
    std::function<boost::asio::awaitable<Result<std::int64_t>>(store::QueueSelection)> give_up = {};
    /// Who signs what leaves; empty, or gives null, when nothing is signed.
    std::function<std::shared_ptr<const trust::DkimSigner>()> signer = {};
};

} // namespace roost::control
