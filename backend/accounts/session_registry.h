// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

#include <cstddef>
#include <functional>
#include <memory>

namespace roost::accounts {

/// Which sessions are logged in to which account, so that they can be ended from outside. Any
/// thread.
class SessionRegistry {
public:
    using Token = std::shared_ptr<void>;
    SessionRegistry();
    ~SessionRegistry();

    /// `end` may be called from any thread, under our lock, until the token dies: it may only hand
    /// on (post) the wish. Called at once when the account is barred, so that a login that
    /// overtook the blocking of its account ends as well.
    Token add(store::AccountId account, std::function<void()> end);
    std::size_t count(store::AccountId account) const;

    /// Ends the sessions there are and each that comes, until allow().
    void bar(store::AccountId account);
    void allow(store::AccountId account);

private:
    struct State;
    std::shared_ptr<State> state_; // tokens may outlive us
};

} // namespace roost::accounts
