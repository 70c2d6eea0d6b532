// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/journal.h"
#include "backend/control/methods.h"
#include "backend/control/services.h"
#include "backend/store/queue_store.h"
#include "shared/api/queue.h"

#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace roost::control {

/// queue_list and queue_messages: what waits, and why.
class QueueReadingMethods {
public:
    QueueReadingMethods(Methods& methods, Services& services);

private:
    using SteadyTime = std::chrono::steady_clock::time_point;

    boost::asio::awaitable<Result<api::QueueList::Reply>> list(api::QueueList::Params params);
    boost::asio::awaitable<Result<api::QueueMessages::Reply>>
    messages(api::QueueMessages::Params params);
    boost::asio::awaitable<Result<api::QueueRules::Reply>> rules(api::QueueRules::Params params);

    boost::asio::awaitable<void> readAfter(SteadyTime asked);
    api::QueueList::Reply readGroups() const;
    std::vector<api::QueueGroup> byReason(const store::QueueGroup& group,
                                          std::int64_t& rows_left) const;
    api::QueueGroup shown(const store::QueueGroup& group) const;
    api::QueueMessage shown(const store::QueueRow& row, bool is_held_by_rule) const;

    Services& services_;
    // Reading all of a long queue takes a while: it happens so seldom that it stays a small share
    // of the thread's time, and who asks meanwhile waits.
    api::QueueList::Reply last_;
    SteadyTime last_read_{};
    SteadyTime next_read_{};
};

/// The verbs of the queue, and its hold rules.
class QueueMethods {
public:
    QueueMethods(Methods& methods, Services& services, Journal& journal);

private:
    template <class Reply>
    using Answer = boost::asio::awaitable<Result<Reply>>;
    using Count = boost::asio::awaitable<Result<std::int64_t>>;

    Answer<api::QueueChange> retry(api::QueueSelection which, Caller caller);
    Answer<api::QueueChange> hold(api::QueueSelection which, Caller caller);
    Answer<api::QueueChange> release(api::QueueSelection which, Caller caller);
    Answer<api::QueueChange> bounce(api::QueueSelection which, Caller caller);
    Answer<api::QueueDiscard::Reply> discard(api::QueueSelection which, Caller caller);
    Answer<api::QueueChange> restore(api::QueueSelection which, Caller caller);
    Answer<api::QueueRuleSet::Reply> setRule(api::QueueRuleSet::Params params, Caller caller);
    Answer<api::QueueRuleRemove::Reply> removeRule(api::QueueRuleRemove::Params params,
                                                   Caller caller);

    /// Changes the rows, many of them in steps between which others write, and notes who did it.
    /// `verb` is a store::QueueStore's, told which part of the rows.
    template <class M, class Verb>
    Count change(api::QueueSelection which, Caller caller, Verb verb);
    /// The same for verbs that make rows due.
    template <class M, class Verb>
    Answer<api::QueueChange> makeDue(api::QueueSelection which, Caller caller, Verb verb);
    std::set<std::string> domainsOf(const api::QueueSelection& which) const;
    std::string subjectOf(const api::QueueSelection& which) const;

    Services& services_;
    Journal& journal_;
};

} // namespace roost::control
