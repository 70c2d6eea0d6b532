// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/accounts_state.h"

#include "backend/core/counters.h"
#include "backend/core/log.h"
#include "backend/core/offload.h"
#include "backend/store/store_thread.h"
#include "backend/trust/password_hash.h"
#include "shared/base/text.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace roost::accounts {
namespace {

constexpr std::size_t MaxAddressOctets = 320; // 64 + @ + 255, RFC 5321 §4.5.3.1

/// One answer for all refusals, so that it tells nothing.
Error denied()
{
    return Error(Code::denied, "wrong address or password");
}

/// What the hashing thread found out about a password.
struct Verdict {
    bool is_right = false;
    std::string better_hash; // of a right password whose stored hash is of an old kind
};

} // namespace

boost::asio::awaitable<Result<Login>> Accounts::login(store::Stores& reader,
                                                      std::string address,
                                                      std::string password,
                                                      net::Origin origin)
{
    State::Attempt attempt;
    attempt.address = lower(address);
    attempt.password = std::move(password);
    attempt.origin = std::move(origin);

    const auto account = co_await state_->authenticate(reader, attempt);
    if (!account) {
        ++state_->uses.counters.logins_failed;
        if (account.error().code == Code::denied) co_await state_->delayAnswer(attempt);
        co_return account.error();
    }
    co_await state_->noteSeen(*account);
    ++state_->uses.counters.logins;

    Login login;
    login.account_id = account->id;
    login.address = account->address;
    login.inbox_id = account->inbox_id;
    co_return login;
}

boost::asio::awaitable<Result<store::Account>> Accounts::State::authenticate(store::Stores& reader,
                                                                             const Attempt& attempt)
{
    if (attempt.address.size() > MaxAddressOctets
        || attempt.password.size() > trust::MaxPasswordOctets)
        co_return denied();
    const auto account = reader.accounts.find(attempt.address);
    if (account) co_return co_await verify(attempt, *account);
    if (isClosed(reader, attempt.address)) co_return co_await refuse(attempt);
    co_return co_await create(attempt);
}

boost::asio::awaitable<Result<store::Account>> Accounts::State::verify(const Attempt& attempt,
                                                                       store::Account account)
{
    const bool is_active = account.state == store::AccountState::active;
    const auto digest = verified.digest(account.address, account.password_hash, attempt.password);
    if (is_active && verified.knows(digest)) co_return account;

    auto compare = [&]() -> Result<Verdict> {
        Verdict verdict;
        verdict.is_right = trust::verifyPassword(attempt.password, account.password_hash);
        if (verdict.is_right && is_active && trust::needsRehash(account.password_hash))
            verdict.better_hash = trust::hashPassword(attempt.password);
        return verdict;
    };
    const auto verdict = co_await core::offload(uses.hashing, compare);
    if (!verdict) co_return verdict.error();
    if (!verdict->is_right || !is_active) co_return denied();

    if (!verdict->better_hash.empty()) co_await replaceHash(account.id, verdict->better_hash);
    verified.add(digest);
    co_return account;
}

/// A failure is only noted: the login was good, and the next one tries again.
boost::asio::awaitable<void> Accounts::State::replaceHash(store::AccountId account,
                                                          std::string password_hash)
{
    auto replace = [&](store::Stores& stores) {
        return stores.accounts.setPasswordHash(account, password_hash);
    };
    const auto replaced = co_await uses.store.write(replace, store::Promise::durable);
    if (!replaced)
        core::Log().warn("password hash not renewed", {{"why", replaced.error().detail}});
}

/// Writes once a day and account, so it is not worth keeping the login from waiting for it.
boost::asio::awaitable<void> Accounts::State::noteSeen(store::Account account)
{
    const UnixSeconds now = uses.clock.now();
    if (account.last_seen_at / SecondsPerDay == now / SecondsPerDay) co_return;
    auto note = [&](store::Stores& stores) { return stores.accounts.seen(account.id, now); };
    const auto noted = co_await uses.store.write(note, store::Promise::relaxed);
    if (!noted) core::Log().warn("login day not noted", {{"why", noted.error().detail}});
}

boost::asio::awaitable<void> Accounts::State::delayAnswer(const Attempt& attempt)
{
    const auto delay = guesses.wrong(attempt.address, attempt.origin.network, uses.clock.steady());
    if (delay.count() == 0) co_return;
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, delay);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

} // namespace roost::accounts
