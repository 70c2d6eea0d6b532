// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/bulk.h"

#include "backend/core/live_settings.h"
#include "backend/imap/commands/turns.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;
using store::CopyResult;
using store::UidSet;

namespace {

/// The commit of the last step is synced, and with it all before: nothing is promised earlier.
store::Promise promiseOf(const UidSet& left)
{
    return left.empty() ? store::Promise::durable : store::Promise::relaxed;
}

/// Later steps have higher UIDs, so the sets go on corresponding in ascending order.
void add(CopyResult& whole, const CopyResult& step)
{
    whole.uid_validity = step.uid_validity;
    for (const auto& range : step.source.ranges()) whole.source.add(range);
    for (const auto& range : step.target.ranges()) whole.target.add(range);
}

/// Copies step by step; what was copied before an error stands in `copied`.
awaitable<Result<>> copySteps(
    Session& session, store::MailboxId from, UidSet uids, store::MailboxId to, CopyResult& copied)
{
    const auto quota = session.services.settings.get()->max_mailbox_size;
    const auto room = session.services.reader.messages.roomFor(from, uids, to, quota);
    if (!room) co_return room.error();
    while (!uids.empty()) {
        const auto some = takeFirst(uids, MessagesPerJob);
        auto job = [&](store::Stores& stores) {
            return stores.messages.copy(from, some, to, quota);
        };
        const auto step = co_await session.services.store.write(job, promiseOf(uids));
        if (!step) co_return step.error();
        add(copied, *step);
    }
    co_return Result<>();
}

} // namespace

awaitable<Result<>>
removeMessages(Session& session, store::MailboxId mailbox, UidSet uids, Which which)
{
    while (!uids.empty()) {
        const auto some = takeFirst(uids, MessagesPerJob);
        auto job = [&](store::Stores& stores) {
            return stores.messages.expunge(mailbox, &some, which == Which::all);
        };
        const auto removed = co_await session.services.store.write(job, store::Promise::relaxed);
        if (!removed) co_return removed.error();
    }
    co_return Result<>();
}

awaitable<Result<CopyResult>>
copyMessages(Session& session, store::MailboxId from, UidSet uids, store::MailboxId to)
{
    CopyResult copied;
    // Also when we are told to stop: half a copy is none (RFC 3501 §6.4.7).
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto done = co_await copySteps(session, from, std::move(uids), to, copied);
    if (!done) {
        const auto undone = co_await removeMessages(session, to, copied.target, Which::all);
        if (!undone) session.log.warn("half a copy stays", {{"why", undone.error().detail}});
    }
    co_await asio::this_coro::throw_if_cancelled(true);
    if (!done) co_return done.error();
    co_return copied;
}

awaitable<Moved>
moveMessages(Session& session, store::MailboxId from, UidSet uids, store::MailboxId to)
{
    Moved moved;
    while (!uids.empty()) {
        const auto some = takeFirst(uids, MessagesPerJob);
        auto job = [&](store::Stores& stores) { return stores.messages.move(from, some, to); };
        const auto step = co_await session.services.store.write(job, promiseOf(uids));
        if (!step) {
            moved.stopped = step.error();
            break;
        }
        add(moved.done, *step);
    }
    co_return moved;
}

} // namespace roost::imap
