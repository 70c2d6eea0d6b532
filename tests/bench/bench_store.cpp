// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/store_thread.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>
#include <vector>

// How fast the store takes deliveries, on the disk of the folder given: `bench_store DIR`.
namespace {

namespace asio = boost::asio;
using namespace roost;
using namespace roost::store;

constexpr int Accounts = 1000;
constexpr std::int64_t Quota = 500'000'000;

double cpuMicroseconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto of = [](timeval t) { return double(t.tv_sec) * 1e6 + double(t.tv_usec); };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

class Stopwatch {
public:
    void report(const char* what, int times) const
    {
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start_;
        std::printf("%-52s %9.0f /s %9.1f us CPU each\n", what, times / wall.count(),
                    (cpuMicroseconds() - cpu_) / times);
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    double cpu_ = cpuMicroseconds();
};

std::string address(int number)
{
    return "user" + std::to_string(number % Accounts) + "@bench.test";
}

/// What delivery does for one message: the body once, one row per recipient within the quota.
Result<> deliver(Stores& stores, const NewBody& body, int first, int recipients)
{
    const auto id = stores.bodies.add(body);
    for (int i = 0; i < recipients; ++i) {
        const auto account = stores.accounts.find(address(first + i));
        if (!account) return Error(Code::not_found, "no account");
        if (stores.mailboxes.usedOctets(account->id) + body.octets > Quota)
            return Error(Code::limit, "full");
        NewMessage message;
        message.body_id = id;
        message.octets = body.octets;
        const auto done = stores.messages.append(account->inbox_id, message);
        if (!done) return done.error();
    }
    return {};
}

NewBody body()
{
    return {.content = std::string(3000, 'x'), .file_name = {}, .octets = 3000};
}

void inOneJob(StoreThread& thread, const char* what, int messages, int recipients)
{
    const NewBody text = body();
    auto job = [&](Stores& stores) -> Result<> {
        for (int i = 0; i < messages; ++i)
            if (const auto done = deliver(stores, text, i * 7, recipients); !done) return done;
        return {};
    };
    const Stopwatch watch;
    if (!thread.writeNow(job, Promise::durable)) std::abort();
    watch.report(what, messages);
}

asio::awaitable<void> client(StoreThread* thread, int first, int messages, int recipients)
{
    const NewBody text = body();
    for (int i = 0; i < messages; ++i) {
        auto job = [&](Stores& stores) { return deliver(stores, text, first + i, recipients); };
        const auto done = co_await thread->write(job, Promise::durable);
        if (!done) std::abort();
    }
}

void byClients(StoreThread& thread, const char* what, int clients, int messages)
{
    asio::io_context io;
    for (int i = 0; i < clients; ++i)
        asio::co_spawn(io, client(&thread, i * 31, messages, 1), asio::detached);
    const Stopwatch watch;
    io.run();
    watch.report(what, clients * messages);
}

/// A client that reads one message: \Deleted, CLOSE, SELECT.
void deleteOne(StoreThread& thread, Reader& reader, int rounds)
{
    const auto inbox = reader->accounts.find(address(0))->inbox_id;
    const NewBody text = body();
    auto fill = [&](Stores& stores) -> Result<> {
        for (int i = 0; i < rounds; ++i)
            if (const auto done = deliver(stores, text, 0, 1); !done) return done;
        return {};
    };
    if (!thread.writeNow(fill, Promise::durable)) std::abort();
    const Stopwatch watch;
    for (int i = 0; i < rounds; ++i) {
        const auto uids = reader->messages.list(inbox, {1, 0xffffffff}, 1);
        if (uids.empty()) break;
        const UidSet set{{uids[0].uid, uids[0].uid}};
        const FlagChange change{
            .mode = FlagMode::add, .flags = Deleted, .keywords = {}, .unchanged_since = {}};
        auto flag = [&](Stores& stores) { return stores.messages.setFlags(inbox, set, change); };
        auto close = [&](Stores& stores) { return stores.messages.expunge(inbox, nullptr); };
        if (!thread.writeNow(flag, Promise::relaxed) || !thread.writeNow(close, Promise::relaxed))
            std::abort();
        if (!reader->mailboxes.get(inbox)) std::abort();
    }
    watch.report("flag deleted, close, select: one client", rounds);
}

/// Runs `step` until it has nothing more to do: how long others had to wait for one of them.
template <class Step>
void inSteps(StoreThread& thread, const char* what, int messages, Step step)
{
    std::vector<double> waits;
    const Stopwatch watch;
    for (bool goes_on = true; goes_on;) {
        const auto start = std::chrono::steady_clock::now();
        goes_on = thread.writeNow(step, Promise::relaxed).value();
        waits.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    }
    watch.report(what, messages);
    std::ranges::sort(waits);
    std::printf("  %zu steps, median %.1f ms, longest %.1f ms\n", waits.size(),
                waits[waits.size() / 2], waits.back());
}

/// Removes many messages as IMAP does, and erases what they leave as the housekeeper does.
void deleteMany(StoreThread& thread, int messages)
{
    const NewBody text = body();
    MailboxId inbox = 0;
    auto fill = [&](Stores& stores) -> Result<> {
        inbox = stores.accounts.find(address(1))->inbox_id;
        for (int i = 0; i < messages; ++i)
            if (const auto done = deliver(stores, text, 1, 1); !done) return done;
        return {};
    };
    if (!thread.writeNow(fill, Promise::durable)) std::abort();
    inSteps(thread, "many removed", messages, [&](Stores& stores) -> Result<bool> {
        UidSet uids;
        for (const auto& row : stores.messages.list(inbox, {1, 0xffffffff}, 500)) uids.add(row.uid);
        const auto gone = stores.messages.expunge(inbox, &uids, true);
        if (!gone) return gone.error();
        return !gone->empty();
    });
    inSteps(thread, "and erased", messages,
            [](Stores& stores) -> Result<bool> { return stores.bodies.eraseSomeUnused(); });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) return 2;
    auto thread = StoreThread::open(argv[1], {});
    if (!thread) {
        std::fprintf(stderr, "%s\n", thread.error().detail.c_str());
        return 1;
    }
    auto populate = [](Stores& stores) -> Result<> {
        for (int i = 0; i < Accounts; ++i)
            if (!stores.accounts.find(address(i)))
                if (const auto made = stores.accounts.create(address(i), "$y$hash", 0); !made)
                    return made.error();
        return {};
    };
    if (!(*thread)->writeNow(populate, Promise::durable)) return 1;
    inOneJob(**thread, "one batch, 1 recipient", 20000, 1);
    inOneJob(**thread, "one batch, 11 recipients", 4000, 11);
    byClients(**thread, "1 client, 1 recipient", 1, 2000);
    byClients(**thread, "32 clients, 1 recipient", 32, 1000);
    byClients(**thread, "200 clients, 1 recipient", 200, 200);
    Reader reader(argv[1]);
    deleteOne(**thread, reader, 2000);
    deleteMany(**thread, 8000);
    return 0;
}
