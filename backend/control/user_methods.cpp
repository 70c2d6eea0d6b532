// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/user_methods.h"

#include "backend/accounts/accounts.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

#include <boost/describe/enum_to_string.hpp>

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::int64_t MaxRows = 1000;
constexpr std::size_t MaxFilterOctets = 320; // RFC 5321 §4.5.3.1: the longest address

api::UserState stateOf(store::AccountState state)
{
    switch (state) {
    case store::AccountState::active: return api::UserState::active;
    case store::AccountState::blocked: return api::UserState::blocked;
    case store::AccountState::deleted: return api::UserState::deleted;
    }
    return api::UserState::active;
}

api::User shown(const store::AccountSummary& summary, std::size_t devices)
{
    const store::Account& account = summary.account;
    api::User user;
    user.address = account.address;
    user.state = stateOf(account.state);
    user.created_at = account.created_at;
    user.last_seen_at = account.last_seen_at;
    user.messages = summary.messages;
    user.octets = summary.octets;
    user.devices = static_cast<std::int64_t>(devices);
    if (user.state == api::UserState::deleted) user.erase_at = account.erase_at;
    return user;
}

} // namespace

UserMethods::UserMethods(Methods& methods, Services& services, Journal& journal)
    : services_(services), journal_(journal)
{
    methods.add<api::UserList>(this, &UserMethods::list);
    methods.add<api::UserBlock>(this, &UserMethods::block);
    methods.add<api::UserUnblock>(this, &UserMethods::unblock);
    methods.add<api::UserDelete>(this, &UserMethods::erase);
    methods.add<api::UserRestore>(this, &UserMethods::restore);
}

awaitable<Result<api::UserList::Reply>> UserMethods::list(api::UserList::Params params)
{
    if (params.limit < 1 || params.limit > MaxRows)
        co_return Error(Code::invalid, "params.limit: must be from 1 to 1000");
    if (params.offset < 0) co_return Error(Code::invalid, "params.offset: must not be negative");
    if (params.filter.size() > MaxFilterOctets)
        co_return Error(Code::invalid, "params.filter: must be at most 320 characters");

    store::AccountQuery query;
    query.filter = params.filter;
    query.sort = boost::describe::enum_to_string(params.sort, "");
    query.descending = params.descending;
    query.offset = params.offset;
    query.limit = params.limit;
    const auto page = services_.reader.accounts.list(query);
    if (!page) co_return page.error();

    api::UserList::Reply reply;
    reply.total = page->total;
    for (const store::AccountSummary& row : page->rows)
        reply.users.push_back(shown(row, services_.accounts.sessions(row.account.id)));
    co_return reply;
}

awaitable<Result<api::UserBlock::Reply>> UserMethods::block(api::UserBlock::Params params,
                                                            Caller caller)
{
    const auto account = find(params.address);
    if (!account) co_return account.error();
    const auto done = co_await services_.accounts.setBlocked(account->id, true);
    if (!done) co_return done.error();
    const auto noted = co_await record(account->address, caller, api::UserBlock::Method);
    if (!noted) co_return noted.error();
    co_return api::UserBlock::Reply();
}

awaitable<Result<api::UserUnblock::Reply>> UserMethods::unblock(api::UserUnblock::Params params,
                                                                Caller caller)
{
    const auto account = find(params.address);
    if (!account) co_return account.error();
    const auto done = co_await services_.accounts.setBlocked(account->id, false);
    if (!done) co_return done.error();
    const auto noted = co_await record(account->address, caller, api::UserUnblock::Method);
    if (!noted) co_return noted.error();
    co_return api::UserUnblock::Reply();
}

awaitable<Result<api::UserDelete::Reply>> UserMethods::erase(api::UserDelete::Params params,
                                                             Caller caller)
{
    const auto account = find(params.address);
    if (!account) co_return account.error();
    const auto done = co_await services_.accounts.markDeleted(account->id, params.keep_closed);
    if (!done) co_return done.error();
    const auto noted = co_await record(account->address, caller, api::UserDelete::Method);
    if (!noted) co_return noted.error();

    api::UserDelete::Reply reply;
    const auto now = services_.reader.accounts.get(account->id);
    reply.erase_at = now ? now->erase_at : services_.clock.now(); // no undo: it is gone already
    co_return reply;
}

awaitable<Result<api::UserRestore::Reply>> UserMethods::restore(api::UserRestore::Params params,
                                                                Caller caller)
{
    const auto account = find(params.address);
    if (!account) co_return account.error();
    const auto done = co_await services_.accounts.restore(account->id);
    if (!done) co_return done.error();
    const auto noted = co_await record(account->address, caller, api::UserRestore::Method);
    if (!noted) co_return noted.error();
    co_return api::UserRestore::Reply();
}

Result<store::Account> UserMethods::find(const std::string& address) const
{
    const auto account = services_.reader.accounts.find(lower(address));
    if (!account) return Error(Code::not_found, "there is no user " + address.substr(0, 320));
    return *account;
}

UserMethods::Done UserMethods::record(std::string address, Caller caller, std::string_view method)
{
    auto row = journal_.row(caller->who(), std::string(method), std::move(address));
    co_return co_await journal_.record(std::move(row));
}

} // namespace roost::control
