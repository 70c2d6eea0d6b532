// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/accounts_state.h"

#include "backend/accounts/admission.h"
#include "backend/accounts/system_limits.h"
#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/core/log.h"
#include "backend/core/offload.h"
#include "backend/store/store_thread.h"
#include "backend/trust/password_hash.h"

namespace roost::accounts {
namespace {

/// What the writer found when it came to make the account.
struct Made {
    store::Account account;
    bool is_new = false; // else somebody was faster
};

} // namespace

boost::asio::awaitable<Result<store::Account>> Accounts::State::create(const Attempt& attempt)
{
    const auto settings = uses.settings.get();
    if (!settings->registration_open || !isAdmissibleAddress(attempt.address, *settings)
        || !isAdmissiblePassword(attempt.password, *settings))
        co_return co_await refuse(attempt);

    RegistrationLimits limits;
    limits.per_network_hour = settings->max_new_accounts_per_network_hour;
    limits.per_second = settings->max_new_accounts_per_second;
    if (!registrations.admit(attempt.origin, limits, uses.clock.steady()))
        co_return Error(Code::limit, "too many new accounts at the moment");

    auto hash = [&]() -> Result<std::string> {
        if (const auto why = systemRefusal(readSystemState(uses.data_dir), *settings))
            return Error(Code::limit, "the machine's state is past " + std::string(why->setting));
        return trust::hashPassword(attempt.password);
    };
    const auto password_hash = co_await core::offload(uses.hashing, hash);
    if (password_hash) co_return co_await storeNew(attempt, *password_hash);

    registrations.undo(attempt.origin);
    if (password_hash.error().code == Code::limit) {
        ++refused_for_machine;
        core::Log().info("registration rejected", {{"why", password_hash.error().detail}});
    }
    co_return password_hash.error();
}

/// Of logins that come at once with an unknown address the first makes the account; the others
/// find it and must know its password.
boost::asio::awaitable<Result<store::Account>> Accounts::State::storeNew(const Attempt& attempt,
                                                                         std::string password_hash)
{
    auto make = [&](store::Stores& stores) -> Result<Made> {
        Made made;
        if (const auto found = stores.accounts.find(attempt.address)) {
            made.account = *found;
            return made;
        }
        const UnixSeconds now = uses.clock.now();
        auto created = stores.accounts.create(attempt.address, password_hash, now);
        if (!created) return created.error();
        if (const auto seen = stores.accounts.seen(created->id, now); !seen) return seen.error();
        made.account = *created;
        made.account.last_seen_at = now;
        made.is_new = true;
        return made;
    };
    const auto made = co_await uses.store.write(make, store::Promise::durable);
    if (!made || !made->is_new) registrations.undo(attempt.origin);
    if (!made) co_return made.error();
    if (!made->is_new) co_return co_await verify(attempt, made->account);

    ++uses.counters.accounts_created;
    verified.add(verified.digest(made->account.address, password_hash, attempt.password));
    co_return made->account;
}

boost::asio::awaitable<Result<store::Account>> Accounts::State::refuse(const Attempt& attempt)
{
    auto spend = [&]() -> Result<> {
        trust::spendOneHash(attempt.password);
        return {};
    };
    const auto spent = co_await core::offload(uses.hashing, spend);
    if (!spent) co_return spent.error();
    co_return Error(Code::denied, "no such account, and none may be made");
}

} // namespace roost::accounts
