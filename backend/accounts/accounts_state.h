// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/accounts.h"
#include "backend/accounts/closed_addresses.h"
#include "backend/accounts/guess_brake.h"
#include "backend/accounts/login_cache.h"
#include "backend/accounts/registration_brake.h"
#include "backend/accounts/session_registry.h"

#include <atomic>
#include <cstdint>

namespace roost::accounts {

/// What Accounts remembers, and the steps of a login.
struct Accounts::State {
    explicit State(Dependencies dependencies) : uses(std::move(dependencies)), closed(uses.data_dir)
    {
    }

    /// One login as it was asked for.
    struct Attempt {
        std::string address; // lower case
        std::string password;
        net::Origin origin;
    };

    boost::asio::awaitable<Result<store::Account>> authenticate(store::Stores& reader,
                                                                const Attempt& attempt);
    /// The password of an account there is.
    boost::asio::awaitable<Result<store::Account>> verify(const Attempt& attempt,
                                                          store::Account account);
    /// An address nobody has: make the account, if the rules allow.
    boost::asio::awaitable<Result<store::Account>> create(const Attempt& attempt);
    /// An operator has deleted it and keeps it closed.
    bool isClosed(store::Stores& reader, const std::string& address) const;
    void setClosed(store::Stores& stores, const std::string& address, UnixSeconds until);
    void setOpen(store::Stores& stores, const std::string& address);
    boost::asio::awaitable<Result<store::Account>> storeNew(const Attempt& attempt,
                                                            std::string password_hash);
    /// Costs as much time as a wrong password, so that existence stays hidden (protocol.md I7).
    boost::asio::awaitable<Result<store::Account>> refuse(const Attempt& attempt);
    boost::asio::awaitable<void> replaceHash(store::AccountId account, std::string password_hash);
    boost::asio::awaitable<void> noteSeen(store::Account account);
    boost::asio::awaitable<void> delayAnswer(const Attempt& attempt);

    const Dependencies uses;
    LoginCache verified;
    GuessBrake guesses;
    RegistrationBrake registrations;
    SessionRegistry sessions;
    ClosedAddresses closed;
    std::atomic<std::int64_t> refused_for_machine{0}; // new addresses
};

} // namespace roost::accounts
