// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/journal.h"

#include "backend/core/live_settings.h"
#include "backend/store/store_thread.h"

#include <utility>

namespace roost::control {

using boost::asio::awaitable;

api::Activity shown(const store::ActivityRow& row)
{
    return {row.id, row.at, row.who, row.what, row.subject, row.from, row.to};
}

store::ActivityRow Journal::row(std::string who, std::string what, std::string subject) const
{
    store::ActivityRow row;
    row.at = services_.clock.now();
    row.who = std::move(who);
    row.what = std::move(what);
    row.subject = std::move(subject);
    return row;
}

awaitable<Result<>> Journal::record(store::ActivityRow row)
{
    auto write = [&](store::Stores& stores) -> Result<> {
        row.id = stores.activity.add(row);
        return {};
    };
    const auto done = co_await services_.store.write(write, store::Promise::durable);
    if (done) announce({row});
    co_return done;
}

void Journal::announce(const std::vector<store::ActivityRow>& rows)
{
    for (const store::ActivityRow& row : rows) {
        api::Event event;
        event.kind = api::EventKind::activity_added;
        event.activity = shown(row);
        events_.publish(std::move(event));
    }
}

awaitable<Result<>> Journal::forgetAddresses()
{
    const auto undo = services_.settings.get()->deleted_account_undo_seconds;
    const UnixSeconds older_than = services_.clock.now() - undo;
    auto write = [older_than](store::Stores& stores) -> Result<> {
        stores.activity.forgetAddresses(older_than);
        return {};
    };
    co_return co_await services_.store.write(write, store::Promise::relaxed);
}

} // namespace roost::control
