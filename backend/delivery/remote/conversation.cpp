// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/conversation.h"

#include "backend/core/counters.h"
#include "backend/core/live_settings.h"
#include "backend/core/log.h"
#include "backend/delivery/remote/give_up.h"
#include "backend/store/store_thread.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace roost::delivery::remote {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;

// One transaction has at most this many recipients, and a turn at most this many rows.
constexpr std::int64_t MaxRows = 1000;               // protocol.md B10
constexpr std::chrono::milliseconds FirstPause = 1s; // when a result cannot be written down
constexpr std::chrono::milliseconds LongestPause = 60s;
constexpr std::chrono::milliseconds WatchPause = 10s; // until a message is handed over or not

/// The failure of a message that never left, for all its recipients.
Report ownFailure(const RemoteMessage& message, Outcome outcome, const std::string& reply)
{
    Report report;
    for (const std::string& recipient : message.recipients)
        report.results.push_back({recipient, outcome, reply, "", Cause::own_failure});
    return report;
}

Report ownFailure(const RemoteMessage& message, const Error& error)
{
    if (error.code == Code::unavailable)
        return ownFailure(message, Outcome::temporary, "451 4.3.0 " + error.detail);
    return ownFailure(message, Outcome::permanent, "554 5.6.0 " + error.detail);
}

Report silence(const RemoteMessage& message, const Progress& progress)
{
    const Cause cause = progress.isTalking() ? Cause::reply_timeout : Cause::connect_timeout;
    Report report;
    report.was_mail_answered = progress.wasMailAnswered();
    for (const std::string& recipient : message.recipients)
        report.results.push_back(
            {recipient, Outcome::temporary, "451 4.4.1 No answer in time", "4.4.1", cause});
    return report;
}

/// A result for each recipient, whatever the channel gave.
void complete(Report& report, const RemoteMessage& message)
{
    report.results.resize(std::min(report.results.size(), message.recipients.size()));
    while (report.results.size() < message.recipients.size())
        report.results.push_back({message.recipients[report.results.size()], Outcome::temporary,
                                  "451 4.3.0 No result", "", Cause::own_failure});
}

void log(const Settlement& settlement, const Settled& settled)
{
    const auto& results = settlement.report.results;
    if (settled.delivered > 0)
        core::Log().info("handed over", {{"recipients", settled.delivered},
                                         {"ms", std::int64_t{settlement.took.count()}}});
    const auto failed = std::ranges::find_if(results, [](const RecipientResult& result) {
        return result.outcome != Outcome::delivered;
    });
    if (failed == results.end()) return;
    core::Log().info("not handed over",
                     {{"cause", boost::describe::enum_to_string(failed->cause, "?")},
                      {"later", settled.deferred},
                      {"failed", settled.failed},
                      {"bounced", settled.is_bounced}});
}

} // namespace

Conversation::Conversation(const ConversationServices& services,
                           boost::asio::any_io_executor executor,
                           store::Stores& reader,
                           std::string domain,
                           std::unique_ptr<Destination> destination,
                           std::shared_ptr<Progress> progress,
                           Tell tell)
    : services_(services),
      executor_(executor),
      reader_(reader),
      domain_(std::move(domain)),
      destination_(std::move(destination)),
      progress_(std::move(progress)),
      tell_(std::move(tell)),
      timer_(executor),
      limit_(executor)
{
}

awaitable<void> Conversation::run(std::shared_ptr<Conversation> it)
{
    bool is_broken = false;
    try {
        co_await it->converse();
        if (it->gives_way_) co_await it->becomeSlow();
        if (!it->was_interrupted_) co_await it->destination_->close();
    } catch (const std::exception& e) {
        core::Log().error("delivery broke off", {{"why", e.what()}});
        is_broken = true;
    }
    // Whatever it is would come again at once: the mail is still due.
    if (is_broken && !it->is_ending_) co_await it->sleep(LongestPause);
    it->destination_.reset(); // its place is taken from here on
    it->tell_(Event::finished);
}

awaitable<void> Conversation::converse()
{
    while (!is_ending_) {
        is_woken_ = false;
        auto rows = reader_.queue.due(domain_, services_.outgoing.clock.now(), MaxRows);
        if (co_await deliverAll(std::move(rows))) continue;
        if (!destination_->isOpen()) co_return;
        tell_(Event::idle);
        if (!is_woken_) co_await sleep(services_.idle_limit);
        if (!is_woken_) co_return;
    }
}

/// The rows of one message stand side by side; those that the limit cut off make a transaction of
/// their own. False: none of them could be tried, since they are held, or just given up.
awaitable<bool> Conversation::deliverAll(Rows rows)
{
    std::optional<RecipientResult> unreachable;
    bool was_one_tried = false;
    for (auto from = rows.cbegin(), end = from; from != rows.cend() && !is_ending_; from = end) {
        end = std::find_if(from, rows.cend(), [&](const store::QueueRow& row) {
            return row.body_id != from->body_id || row.sender != from->sender;
        });
        RowsInHand::Ids ids;
        std::ranges::transform(from, end, std::back_inserter(ids), &store::QueueRow::id);
        RowsInHand::Hold hold(services_.in_hand, std::move(ids), RowsInHand::Otherwise::leave);
        Rows due = stillDue(from, end, hold);
        if (!due.empty()) {
            was_one_tried = true;
            co_await deliver(std::move(due), unreachable);
        }
        for (auto given_up = hold.letGo(); !given_up.empty(); given_up = hold.letGo())
            co_await giveUp(std::move(given_up));
    }
    co_return was_one_tried;
}

/// `unreachable`: what the destination was found to be, before or now.
awaitable<void> Conversation::deliver(Rows rows, std::optional<RecipientResult>& unreachable)
{
    Settlement settlement;
    settlement.rows = std::move(rows);
    if (unreachable)
        co_await fail(settlement, *unreachable);
    else if (!co_await attempt(settlement))
        co_return;
    settlement.now = services_.outgoing.clock.now();
    const Settled settled = co_await writeDown(settlement);
    if (settled.is_unreachable) unreachable = settlement.report.results.front();
}

/// An operator may have held or dropped what waited behind a long delivery; and when the
/// destination turned out to be unreachable the rest was put back with what was tried, but for
/// what is bounced now.
Conversation::Rows Conversation::stillDue(Rows::const_iterator from,
                                          Rows::const_iterator end,
                                          const RowsInHand::Hold& hold)
{
    Rows due;
    const UnixSeconds now = services_.outgoing.clock.now();
    if (reader_.destinations.isHeld(domain_)) return due;
    for (; from != end; ++from) {
        if (!hold.has(from->id)) continue;
        auto row = reader_.queue.find(from->id);
        if (row && row->state == store::QueueState::waits && row->next_try_at <= now
            && row->attempts == from->attempts)
            due.push_back(std::move(*row));
    }
    return due;
}

/// What the destination did with another message goes for these rows: they wait, but for those
/// whose lifetime is over. They were not tried.
awaitable<void> Conversation::fail(Settlement& settlement, RecipientResult how)
{
    auto header = co_await loadHeader(services_.outgoing, reader_, settlement.rows.front().body_id);
    if (header) settlement.header = std::move(*header);
    settlement.was_tried = false;
    for (const store::QueueRow& row : settlement.rows) {
        how.recipient = row.recipient;
        settlement.report.results.push_back(how);
    }
}

/// False: it was broken off, and nothing is to be written down.
awaitable<bool> Conversation::attempt(Settlement& settlement)
{
    auto outgoing = co_await prepare(services_.outgoing, reader_, settlement.rows);
    if (!outgoing) {
        RemoteMessage message;
        for (const store::QueueRow& row : settlement.rows)
            message.recipients.push_back(row.recipient);
        settlement.report = ownFailure(message, outgoing.error());
        co_return true;
    }
    settlement.header = std::move(outgoing->header);
    const auto begun = std::chrono::steady_clock::now();
    settlement.report = co_await interruptible(outgoing->message);
    settlement.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    co_return !was_interrupted_ || is_timed_out_;
}

awaitable<Report> Conversation::interruptible(const RemoteMessage& message)
{
    std::string broken;
    Report report;
    progress_->begin();
    watch(services_.delivery_limit + timeFor(message.source.octets));
    try {
        auto delivery = destination_->deliver(message);
        auto token =
            boost::asio::bind_cancellation_slot(interrupt_.slot(), boost::asio::use_awaitable);
        report = co_await boost::asio::co_spawn(executor_, std::move(delivery), token);
    } catch (const boost::system::system_error& e) {
        was_interrupted_ =
            (is_ending_ || is_timed_out_) && e.code() == boost::asio::error::operation_aborted;
        broken = e.what();
    } catch (const std::exception& e) {
        broken = e.what();
    }
    limit_.cancel();
    is_ending_ = is_ending_ || was_interrupted_;
    if (was_interrupted_) co_return silence(message, *progress_);
    is_timed_out_ = false; // it came too late
    if (!broken.empty()) {
        progress_->end();
        core::Log().error("a delivery failed here", {{"why", broken}});
        co_return ownFailure(message, Outcome::temporary, "451 4.3.0 Local trouble");
    }
    progress_->end();
    complete(report, message);
    co_return report;
}

/// Ends the delivery after `limit`; one that may have been taken is left to its server, which has
/// limits of its own.
void Conversation::watch(std::chrono::milliseconds limit)
{
    limit_.expires_after(limit);
    limit_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
        const auto it = weak.lock();
        const bool is_of_the_next = it && it->limit_.expiry() > std::chrono::steady_clock::now();
        if (error || !it || is_of_the_next || !it->progress_->isUnderWay()) return;
        it->breakOff();
        if (!it->is_timed_out_) it->watch(WatchPause);
    });
}

void Conversation::breakOff()
{
    if (!progress_->isUnderWay() || progress_->isHandingOver()) return;
    is_timed_out_ = true;
    interrupt_.emit(boost::asio::cancellation_type::terminal);
}

/// A result that is not on disk would be a message sent twice: as long as the disk is full, nothing
/// else is sent to this destination.
awaitable<Settled> Conversation::writeDown(const Settlement& settlement)
{
    auto job = [&](store::Stores& stores) {
        return settle(stores, settlement, *services_.settings.get());
    };
    for (auto pause = FirstPause;; pause = std::min(2 * pause, LongestPause)) {
        const auto settled = co_await services_.store.write(job, store::Promise::durable);
        if (settled) {
            if (settled->delivered > 0) usual_wait_ = progress_->longestWait();
            if (settled->is_bounced) ++services_.counters.bounces;
            log(settlement, *settled);
            co_await settleRest(settled->others);
            co_return *settled;
        }
        core::Log().error("the result of a delivery is not on disk",
                          {{"why", settled.error().detail}});
        if (is_ending_) co_return Settled(); // it is sent again after the next start
        co_await sleep(pause);
    }
}

/// What an operator has given up goes, also when the disk was full at first.
awaitable<void> Conversation::giveUp(RowsInHand::Ids ids)
{
    for (auto pause = FirstPause;; pause = std::min(2 * pause, LongestPause)) {
        const auto given_up = co_await giveUpInHand(services_, reader_, ids);
        if (given_up) co_return;
        core::Log().error("mail is not given up", {{"why", given_up.error().detail}});
        if (is_ending_) co_return; // it is tried again after the next start
        co_await sleep(pause);
    }
}

/// What fails here is no harm, nor what is left at the end: rows that were not put back are tried.
awaitable<void> Conversation::settleRest(std::optional<OtherMail> others)
{
    auto job = [&](store::Stores& stores) -> Result<std::optional<OtherMail>> {
        return settleOthers(stores, *others, *services_.settings.get());
    };
    while (others && !is_told_to_end_) {
        auto rest = co_await services_.store.write(job, store::Promise::relaxed);
        if (!rest) co_return;
        others = std::move(*rest);
    }
}

/// When this fails it is taken for a new one again.
awaitable<void> Conversation::becomeSlow()
{
    auto job = [&](store::Stores& stores) -> Result<> {
        stores.destinations.setStanding(domain_, store::Standing::slow);
        return {};
    };
    const auto marked = co_await services_.store.write(job, store::Promise::relaxed);
    if (!marked) core::Log().warn("lane not changed", {{"why", marked.error().detail}});
}

/// Ends early when woken, or to end.
awaitable<void> Conversation::sleep(std::chrono::milliseconds time)
{
    if (is_ending_) co_return;
    timer_.expires_after(time);
    const auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
    co_await timer_.async_wait(token);
}

void Conversation::finish(bool even_handing_over)
{
    is_ending_ = is_told_to_end_ = true;
    timer_.cancel();
    if (even_handing_over || !progress_->isHandingOver())
        interrupt_.emit(boost::asio::cancellation_type::terminal);
}

void Conversation::wake(const std::shared_ptr<Conversation>& it)
{
    boost::asio::post(it->executor_, [it] {
        it->is_woken_ = true;
        it->timer_.cancel();
    });
}

void Conversation::end(const std::shared_ptr<Conversation>& it)
{
    boost::asio::post(it->executor_, [it] { it->finish(false); });
}

void Conversation::abort(const std::shared_ptr<Conversation>& it)
{
    boost::asio::post(it->executor_, [it] { it->finish(true); });
}

void Conversation::giveWay(const std::shared_ptr<Conversation>& it)
{
    boost::asio::post(it->executor_, [it] {
        if (it->progress_->isHandingOver()) return;
        it->gives_way_ = true;
        it->finish(false);
    });
}

void Conversation::timeOut(const std::shared_ptr<Conversation>& it,
                           Progress::Instant begun_at,
                           Progress::Instant::duration silence)
{
    boost::asio::post(it->executor_, [it, begun_at, silence] {
        if (it->progress_->begunAt() != begun_at) return;
        if (std::chrono::steady_clock::now() - it->progress_->at() >= silence) it->breakOff();
    });
}

} // namespace roost::delivery::remote
