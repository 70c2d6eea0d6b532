// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/system_limits.h"
#include "backend/net/connection.h"
#include "backend/store/types.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace roost::core {
class LiveSettings;
class Workers;
struct Counters;
} // namespace roost::core
namespace roost::store {
class StoreThread;
struct Stores;
} // namespace roost::store

namespace roost::accounts {

/// Who logged in.
struct Login {
    store::AccountId account_id = 0;
    std::string address; // lower case
    store::MailboxId inbox_id = 0;
};

/// What Accounts needs; all outlive it.
struct Dependencies {
    store::StoreThread& store;
    core::LiveSettings& settings;
    core::Workers& hashing; // own threads, queue of 256
    core::Counters& counters;
    const Clock& clock;
    std::filesystem::path data_dir; // for the free-space limit of new accounts
};

/// Log in, create on first login (protocol.md C1), block, delete. Passwords are verified against
/// crypt(5) hashes off the I/O threads; verified logins are cached as keyed hashes, so that a
/// reconnect costs no hashing. Any thread; `reader` is the calling thread's own.
class Accounts {
public:
    explicit Accounts(Dependencies dependencies);
    ~Accounts();

    /// Logs in or creates the account. Errors: denied (wrong password, inadmissible address or
    /// password, blocked, deleted, registration closed: one answer for all, so that existence stays
    /// hidden), unavailable (store or hashing cannot now), limit (no new account just now, because
    /// of the registration brake or the machine's state: later will work). Wrong passwords are
    /// answered late once there were several.
    boost::asio::awaitable<Result<Login>>
    login(store::Stores& reader, std::string address, std::string password, net::Origin origin);

    /// What of the machine is in the way of new accounts just now; null: nothing. Reads the
    /// machine.
    std::optional<SystemRefusal> registrationRefusal() const;
    /// New addresses refused for that since the start.
    std::int64_t registrationsRefused() const;

    /// Calls `end` when the account is blocked or deleted, from any thread, until the token dies.
    using Session = std::shared_ptr<void>;
    Session registerSession(store::AccountId account, std::function<void()> end);
    /// Sessions logged in now, for the list of users.
    std::size_t sessions(store::AccountId account) const;

    /// Operator's verbs. Errors: not_found, denied, unavailable.
    boost::asio::awaitable<Result<>> setBlocked(store::AccountId account, bool blocked);
    /// With `keep_closed` nobody can make the address anew for 90 days after its erasure.
    boost::asio::awaitable<Result<>> markDeleted(store::AccountId account, bool keep_closed);
    /// The address is not kept closed any more either.
    boost::asio::awaitable<Result<>> restore(store::AccountId account);
    /// Erases accounts whose undo window has ended, and forgets what was kept closed long enough;
    /// called periodically. Writes only when there is something to do.
    boost::asio::awaitable<Result<>> eraseDue(store::Stores& reader);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::accounts
