// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/accounts_state.h"

#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/store/store_thread.h"

namespace roost::accounts {
namespace {

constexpr std::int64_t KeptClosed = 90 * SecondsPerDay;
constexpr std::int64_t AccountsPerJob = 20;
constexpr std::int64_t MessagesPerJob = 500; // others want to write as well

/// What one job erased of the accounts that are due.
struct Erased {
    std::vector<store::AccountId> accounts;
    bool is_all = false;
};

} // namespace

Accounts::Accounts(Dependencies dependencies)
    : state_(std::make_unique<State>(std::move(dependencies)))
{
}

Accounts::~Accounts() = default;

Accounts::Session Accounts::registerSession(store::AccountId account, std::function<void()> end)
{
    return state_->sessions.add(account, std::move(end));
}

std::size_t Accounts::sessions(store::AccountId account) const
{
    return state_->sessions.count(account);
}

std::optional<SystemRefusal> Accounts::registrationRefusal() const
{
    return systemRefusal(readSystemState(state_->uses.data_dir), *state_->uses.settings.get());
}

std::int64_t Accounts::registrationsRefused() const
{
    return state_->refused_for_machine;
}

boost::asio::awaitable<Result<>> Accounts::setBlocked(store::AccountId account, bool blocked)
{
    auto set = [&](store::Stores& stores) { return stores.accounts.setBlocked(account, blocked); };
    const auto done = co_await state_->uses.store.write(set, store::Promise::durable);
    if (!done) co_return done.error();
    if (blocked)
        state_->sessions.bar(account);
    else
        state_->sessions.allow(account);
    co_return Result<>();
}

bool Accounts::State::isClosed(store::Stores& reader, const std::string& address) const
{
    const auto digest = closed.digest(address);
    return digest && reader.closed.isClosed(*digest, uses.clock.now());
}

void Accounts::State::setClosed(store::Stores& stores,
                                const std::string& address,
                                UnixSeconds until)
{
    if (const auto digest = closed.digest(address)) stores.closed.close(*digest, until);
}

void Accounts::State::setOpen(store::Stores& stores, const std::string& address)
{
    if (const auto digest = closed.digest(address)) stores.closed.open(*digest);
}

boost::asio::awaitable<Result<>> Accounts::markDeleted(store::AccountId account, bool keep_closed)
{
    if (keep_closed) {
        auto prepare = [&] { return state_->closed.prepare(); };
        const auto prepared = co_await core::offload(state_->uses.hashing, prepare);
        if (!prepared) co_return prepared.error();
    }
    const UnixSeconds erase_at =
        state_->uses.clock.now() + state_->uses.settings.get()->deleted_account_undo_seconds;
    auto mark = [&](store::Stores& stores) -> Result<> {
        const auto found = stores.accounts.get(account);
        if (!found) return Error(Code::not_found, "no such account");
        if (keep_closed)
            state_->setClosed(stores, found->address, erase_at + KeptClosed);
        else
            state_->setOpen(stores, found->address); // the last word counts
        return stores.accounts.markDeleted(account, erase_at);
    };
    const auto done = co_await state_->uses.store.write(mark, store::Promise::durable);
    if (!done) co_return done.error();
    state_->sessions.bar(account);
    co_return Result<>();
}

boost::asio::awaitable<Result<>> Accounts::restore(store::AccountId account)
{
    auto restore_it = [&](store::Stores& stores) -> Result<store::AccountState> {
        if (const auto restored = stores.accounts.restore(account); !restored)
            return restored.error();
        const auto found = stores.accounts.get(account);
        if (!found) return Error(Code::not_found, "no such account");
        state_->setOpen(stores, found->address);
        return found->state;
    };
    const auto state = co_await state_->uses.store.write(restore_it, store::Promise::durable);
    if (!state) co_return state.error();
    if (*state == store::AccountState::active) state_->sessions.allow(account);
    co_return Result<>();
}

boost::asio::awaitable<Result<>> Accounts::eraseDue(store::Stores& reader)
{
    const UnixSeconds now = state_->uses.clock.now();
    if (reader.closed.hasExpired(now)) {
        auto forget = [&](store::Stores& stores) -> Result<> {
            stores.closed.removeExpired(now);
            return {};
        };
        const auto forgotten = co_await state_->uses.store.write(forget, store::Promise::durable);
        if (!forgotten) co_return forgotten.error();
    }
    if (reader.accounts.dueForErasure(now, 1).empty()) co_return Result<>();
    auto erase = [&](store::Stores& stores) -> Result<Erased> {
        Erased done;
        std::int64_t left = MessagesPerJob;
        const auto due = stores.accounts.dueForErasure(now, AccountsPerJob);
        for (const store::AccountId account : due) {
            const auto erased = stores.accounts.erase(account, left);
            if (!erased) return erased.error();
            if (!*erased) return done;
            done.accounts.push_back(account);
        }
        done.is_all = due.empty();
        return done;
    };
    for (;;) {
        const auto erased = co_await state_->uses.store.write(erase, store::Promise::durable);
        if (!erased) co_return erased.error();
        for (const store::AccountId account : erased->accounts)
            state_->sessions.allow(account); // the number may be given to another
        if (erased->is_all) co_return Result<>();
    }
}

} // namespace roost::accounts
