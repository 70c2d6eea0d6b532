// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/setting_changer.h"

#include "backend/core/live_settings.h"
#include "backend/core/log.h"
#include "backend/store/store_thread.h"
#include "shared/settings/schema.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace roost::control {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr const char* DefaultAddress = "127.0.0.1";

/// The settings that differ, as rows of the activity.
std::vector<store::ActivityRow>
rowsOf(const settings::Values& from, const settings::Values& to, const store::ActivityRow& pattern)
{
    std::vector<store::ActivityRow> rows;
    for (const settings::Spec& spec : settings::schema()) {
        const auto before = settings::textOf(from, spec.name);
        const auto after = settings::textOf(to, spec.name);
        if (before == after) continue;
        store::ActivityRow row = pattern;
        row.subject = spec.name;
        if (!spec.secret) {
            row.from = before;
            row.to = after;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Only what differs from the default is kept, so that better defaults reach old relays.
void keep(store::SettingStore& stored, const settings::Values& values, const std::string& name)
{
    const auto text = settings::textOf(values, name);
    if (text == settings::textOf(settings::Values(), name))
        stored.reset(name);
    else
        stored.set(name, text);
}

Result<> take(settings::Values& values, const api::SettingChange& change)
{
    const settings::Spec* spec = settings::find(change.name);
    if (spec && spec->read_only)
        return Error(Code::denied, change.name + " is chosen at setup and cannot be changed");
    return settings::apply(values, change.name, change.value);
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text.empty() ? DefaultAddress : text;
}

Result<settings::Values> setupValues(settings::Values values, const api::SetupApply::Params& params)
{
    const std::vector<api::SettingChange> changes = {
        {"mail_domain", params.domain},
        {"listen_addresses", joined(params.listen)},
        {"tls_mode", params.tls_mode},
        {"port_offset", std::to_string(params.port_offset)},
    };
    for (const auto& [name, value] : changes)
        if (const auto done = settings::apply(values, name, value); !done) return done.error();
    if (const auto done = settings::checkTogether(values); !done) return done.error();
    return values;
}

} // namespace

/// Holds the turn while it lives.
class SettingChanger::Turn {
public:
    explicit Turn(SettingChanger& changer) : changer_(changer) { changer_.busy_ = true; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn()
    {
        changer_.busy_ = false;
        changer_.free_.cancel();
    }

private:
    SettingChanger& changer_;
};

SettingChanger::SettingChanger(asio::any_io_executor executor,
                               Services& services,
                               Events& events,
                               Journal& journal)
    : services_(services),
      events_(events),
      journal_(journal),
      free_(executor, asio::steady_timer::time_point::max())
{
}

awaitable<void> SettingChanger::waitForTurn()
{
    while (busy_) co_await free_.async_wait(asio::as_tuple(asio::use_awaitable));
}

awaitable<Result<>> SettingChanger::change(std::vector<api::SettingChange> changes, Author author)
{
    co_await waitForTurn();
    const Turn turn(*this);
    Plan plan;
    plan.before = *services_.settings.get();
    plan.after = plan.before;
    for (const api::SettingChange& each : changes)
        if (const auto done = take(plan.after, each); !done) co_return done.error();
    if (const auto done = settings::checkTogether(plan.after); !done) co_return done.error();
    if (plan.after == plan.before) co_return Result<>();
    plan.author = std::move(author);
    plan.apply = &SettingChanger::applyChange;
    co_return co_await carryOut(std::move(plan));
}

awaitable<Result<>> SettingChanger::setUp(api::SetupApply::Params params, Author author)
{
    co_await waitForTurn();
    const Turn turn(*this);
    Plan plan;
    plan.before = *services_.settings.get();
    if (!plan.before.mail_domain.empty())
        co_return Error(Code::exists,
                        "the relay is set up already, for " + plan.before.mail_domain);
    const auto after = setupValues(plan.before, params);
    if (!after) co_return after.error();
    plan.after = *after;
    plan.author = std::move(author);
    plan.apply = &SettingChanger::applySetup;
    const auto done = co_await carryOut(std::move(plan));
    if (done) events_.publish(api::EventKind::setup_changed);
    co_return done;
}

awaitable<Result<>> SettingChanger::carryOut(Plan plan)
{
    auto rows =
        rowsOf(plan.before, plan.after, journal_.row(plan.author.who, plan.author.what, {}));
    const auto written = co_await write(plan.after, rows);
    if (!written) co_return written;
    services_.settings.replace(plan.after);

    Result<> applied;
    try {
        applied = co_await (this->*plan.apply)(plan.before, plan.after);
    } catch (const std::exception& e) {
        core::Log().error("settings could not be applied", {{"why", e.what()}});
        applied = Error(Code::internal, "the relay could not take the change");
    }
    if (applied) {
        journal_.announce(rows);
    } else {
        services_.settings.replace(plan.before);
        const auto undone = co_await takeBack(plan.before, rows);
        if (!undone)
            core::Log().error("settings could not be put back", {{"why", undone.error().detail}});
    }
    events_.publish(api::EventKind::settings_changed);
    co_return applied;
}

/// The settings and their history in one durable transaction; `rows` get their numbers.
awaitable<Result<>> SettingChanger::write(const settings::Values& to, Rows& rows)
{
    auto write = [&](store::Stores& stores) -> Result<> {
        for (store::ActivityRow& row : rows) {
            keep(stores.settings, to, row.subject);
            row.id = stores.activity.add(row);
        }
        return {};
    };
    co_return co_await services_.store.write(write, store::Promise::durable);
}

/// What was never in force is no history: who asked for it is told why.
awaitable<Result<>> SettingChanger::takeBack(const settings::Values& before, const Rows& rows)
{
    auto write = [&](store::Stores& stores) -> Result<> {
        for (const store::ActivityRow& row : rows) {
            keep(stores.settings, before, row.subject);
            stores.activity.remove(row.id);
        }
        return {};
    };
    co_return co_await services_.store.write(write, store::Promise::durable);
}

awaitable<Result<>> SettingChanger::applyChange(settings::Values before, settings::Values after)
{
    co_return co_await services_.relay.settingsChanged(std::move(before), std::move(after));
}

awaitable<Result<>> SettingChanger::applySetup(settings::Values, settings::Values after)
{
    co_return co_await services_.relay.applySetup(std::move(after));
}

} // namespace roost::control
