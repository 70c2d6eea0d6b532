// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/queue_methods.h"

#include "backend/store/store_thread.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"
#include "shared/settings/address_text.h"

#include <set>
#include <type_traits>

namespace roost::control {

using boost::asio::awaitable;

namespace {

constexpr std::size_t MaxIds = 1000;
constexpr std::int64_t MaxRules = 1000;
constexpr std::size_t MaxDomainOctets = 255; // RFC 5321 §4.5.3.1.2
constexpr UnixSeconds UndoSeconds = 86400;   // to restore what was discarded
constexpr std::size_t MaxDomainsNamed = 3;

Result<store::QueueSelection> checked(const api::QueueSelection& which)
{
    if (which.ids.empty() == which.domain.empty())
        return Error(Code::invalid, "params: either ids or a domain must be given");
    if (which.ids.size() > MaxIds) return Error(Code::invalid, "params.ids: must be at most 1000");
    if (which.domain.size() > MaxDomainOctets)
        return Error(Code::invalid, "params.domain: must be at most 255 characters");
    return store::QueueSelection{which.ids, lower(which.domain)};
}

} // namespace

QueueMethods::QueueMethods(Methods& methods, Services& services, Journal& journal)
    : services_(services), journal_(journal)
{
    methods.add<api::QueueRetry>(this, &QueueMethods::retry);
    methods.add<api::QueueHold>(this, &QueueMethods::hold);
    methods.add<api::QueueRelease>(this, &QueueMethods::release);
    methods.add<api::QueueBounce>(this, &QueueMethods::bounce);
    methods.add<api::QueueDiscard>(this, &QueueMethods::discard);
    methods.add<api::QueueRestore>(this, &QueueMethods::restore);
    methods.add<api::QueueRuleSet>(this, &QueueMethods::setRule);
    methods.add<api::QueueRuleRemove>(this, &QueueMethods::removeRule);
}

std::set<std::string> QueueMethods::domainsOf(const api::QueueSelection& which) const
{
    if (!which.domain.empty()) return {lower(which.domain)};
    std::set<std::string> domains;
    for (const store::QueueId id : which.ids)
        if (const auto row = services_.reader.queue.find(id)) domains.insert(row->domain);
    return domains;
}

/// Domains, never addresses: an entry of the journal stays.
std::string QueueMethods::subjectOf(const api::QueueSelection& which) const
{
    std::string subject;
    std::size_t named = 0;
    for (const std::string& domain : domainsOf(which)) {
        if (!subject.empty()) subject += ' ';
        if (++named > MaxDomainsNamed) return subject + "...";
        subject += domain;
    }
    return subject;
}

template <class M, class Verb>
QueueMethods::Count QueueMethods::change(api::QueueSelection which, Caller caller, Verb verb)
{
    auto rest = checked(which);
    if (!rest) co_return rest.error();
    auto row = journal_.row(caller->who(), std::string(M::Method), subjectOf(which));
    std::int64_t before = 0;
    std::int64_t changed = 0;
    auto step = [&](store::Stores& stores) -> Result<> {
        const auto part = stores.queue.takePart(*rest, std::is_same_v<M, api::QueueRestore>);
        changed = before + verb(stores, part);
        if (changed == 0 || !rest->isEmpty()) return {};
        row.to = std::to_string(changed);
        row.id = stores.activity.add(row);
        return {};
    };
    while (!rest->isEmpty()) {
        const auto done = co_await services_.store.write(step, store::Promise::durable);
        if (done) {
            before = changed;
            continue;
        }
        row.to = std::to_string(before);
        if (before > 0) static_cast<void>(co_await journal_.record(std::move(row)));
        co_return done.error();
    }
    if (changed > 0) journal_.announce({row});
    co_return changed;
}

template <class M, class Verb>
QueueMethods::Answer<api::QueueChange>
QueueMethods::makeDue(api::QueueSelection which, Caller caller, Verb verb)
{
    const auto domains = domainsOf(which);
    const auto changed = co_await change<M>(std::move(which), caller, std::move(verb));
    if (!changed) co_return changed.error();
    api::QueueChange reply;
    reply.changed = *changed;
    for (const std::string& domain : domains)
        if (services_.reader.destinations.isHeld(domain)) reply.held_domains.push_back(domain);
    co_return reply;
}

awaitable<Result<api::QueueChange>> QueueMethods::retry(api::QueueSelection which, Caller caller)
{
    auto verb = [now = services_.clock.now()](store::Stores& stores,
                                              const store::QueueSelection& rows) {
        return stores.queue.retryNow(rows, now);
    };
    co_return co_await makeDue<api::QueueRetry>(std::move(which), caller, std::move(verb));
}

awaitable<Result<api::QueueChange>> QueueMethods::hold(api::QueueSelection which, Caller caller)
{
    auto verb = [](store::Stores& stores, const store::QueueSelection& rows) {
        return stores.queue.hold(rows);
    };
    const auto changed = co_await change<api::QueueHold>(std::move(which), caller, std::move(verb));
    if (!changed) co_return changed.error();
    co_return api::QueueChange{*changed, {}};
}

awaitable<Result<api::QueueChange>> QueueMethods::release(api::QueueSelection which, Caller caller)
{
    bool rule_ended = false;
    auto verb = [&rule_ended, now = services_.clock.now()](store::Stores& stores,
                                                           const store::QueueSelection& rows) {
        if (!rows.domain.empty() && stores.destinations.removeHoldRule(rows.domain))
            rule_ended = true;
        return stores.queue.release(rows, now);
    };
    // Of a rule that held nothing: what changes rows is noted with them.
    auto row =
        journal_.row(caller->who(), std::string(api::QueueRelease::Method), subjectOf(which));
    auto reply = co_await makeDue<api::QueueRelease>(std::move(which), caller, std::move(verb));
    if (reply && reply->changed == 0 && rule_ended) {
        row.to = "0";
        const auto noted = co_await journal_.record(std::move(row));
        if (!noted) co_return noted.error();
    }
    co_return reply;
}

awaitable<Result<api::QueueChange>> QueueMethods::bounce(api::QueueSelection which, Caller caller)
{
    const auto selection = checked(which);
    if (!selection) co_return selection.error();
    if (!services_.give_up)
        co_return Error(Code::unavailable, "the relay is not set up: nothing is in its queue");
    auto row = journal_.row(caller->who(), std::string(api::QueueBounce::Method), subjectOf(which));
    const auto changed = co_await services_.give_up(*selection);
    if (!changed) co_return changed.error();
    if (*changed > 0) {
        row.to = std::to_string(*changed);
        const auto noted = co_await journal_.record(std::move(row));
        if (!noted) co_return noted.error();
    }
    co_return api::QueueChange{*changed, {}};
}

awaitable<Result<api::QueueDiscard::Reply>> QueueMethods::discard(api::QueueSelection which,
                                                                  Caller caller)
{
    const UnixSeconds erase_at = services_.clock.now() + UndoSeconds;
    auto verb = [erase_at](store::Stores& stores, const store::QueueSelection& rows) {
        return stores.queue.drop(rows, erase_at);
    };
    const auto changed =
        co_await change<api::QueueDiscard>(std::move(which), caller, std::move(verb));
    if (!changed) co_return changed.error();
    co_return api::QueueDiscard::Reply{*changed, erase_at};
}

awaitable<Result<api::QueueChange>> QueueMethods::restore(api::QueueSelection which, Caller caller)
{
    auto verb = [now = services_.clock.now()](store::Stores& stores,
                                              const store::QueueSelection& rows) {
        return stores.queue.restore(rows, now);
    };
    co_return co_await makeDue<api::QueueRestore>(std::move(which), caller, std::move(verb));
}

awaitable<Result<api::QueueRuleSet::Reply>> QueueMethods::setRule(api::QueueRuleSet::Params params,
                                                                  Caller caller)
{
    const auto domain = settings::domainText(params.domain);
    if (!domain)
        co_return Error(Code::invalid, "params.domain: must be a mail domain, such as example.org "
                                       "or [192.0.2.1]");
    const store::HoldRule rule{*domain, params.until_at.value_or(store::HeldForever)};
    if (rule.until <= services_.clock.now() || rule.until > store::HeldForever)
        co_return Error(Code::invalid, "params.until_at: must be in the future");
    auto row = journal_.row(caller->who(), std::string(api::QueueRuleSet::Method), rule.domain);
    row.to = std::to_string(rule.until);
    auto write = [&](store::Stores& stores) -> Result<> {
        if (!stores.destinations.isHeld(rule.domain)
            && stores.destinations.holdRules(MaxRules).size() >= MaxRules)
            return Error(Code::limit, "there are 1000 hold rules already");
        stores.destinations.setHoldRule(rule);
        row.id = stores.activity.add(row);
        return {};
    };
    const auto done = co_await services_.store.write(write, store::Promise::durable);
    if (!done) co_return done.error();
    journal_.announce({row});
    co_return api::QueueRuleSet::Reply{{rule.domain, rule.until}};
}

awaitable<Result<api::QueueRuleRemove::Reply>>
QueueMethods::removeRule(api::QueueRuleRemove::Params params, Caller caller)
{
    const std::string domain = lower(params.domain);
    auto row = journal_.row(caller->who(), std::string(api::QueueRuleRemove::Method), domain);
    auto write = [&](store::Stores& stores) -> Result<> {
        if (!stores.destinations.removeHoldRule(domain))
            return Error(Code::not_found, "there is no hold rule for " + domain.substr(0, 255));
        row.id = stores.activity.add(row);
        return {};
    };
    const auto done = co_await services_.store.write(write, store::Promise::durable);
    if (!done) co_return done.error();
    journal_.announce({row});
    co_return api::QueueRuleRemove::Reply();
}

} // namespace roost::control
