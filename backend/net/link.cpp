// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/link.h"

#include "backend/net/tls_error.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/err.h>

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace roost::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using boost::system::system_error;

constexpr std::size_t MaxRecord = 16384; // RFC 8446 §5.1
constexpr int MaxMovesInARow = 32;       // then the thread's other connections have a turn
constexpr auto LongestDeadline = std::chrono::hours(24 * 365);
// Unlike use_awaitable this needs no coroutine of its own.
constexpr auto Directly = asio::as_tuple(asio::deferred);

/// Shared by all connections of the thread: used only between a read and the copy after it.
std::array<char, MaxRecord>& scratch()
{
    thread_local std::array<char, MaxRecord> octets;
    return octets;
}

[[noreturn]] void fail(error_code ec)
{
    throw system_error(ec);
}

[[noreturn]] void failWith(int error)
{
    fail(error_code(error, boost::system::system_category()));
}

Connection::Link::Attempt plainResult(ssize_t result, Connection::Socket::wait_type wait)
{
    if (result > 0) return {static_cast<std::size_t>(result), wait};
    if (result == 0) fail(asio::error::eof);
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) failWith(errno);
    return {0, wait};
}

} // namespace

Connection::Link::Link(Socket peer) : socket(std::move(peer)), timer(socket.get_executor())
{
    error_code ignored; // a peer that has gone already is found by the first read
    socket.non_blocking(true, ignored);
    const auto remote = socket.remote_endpoint(ignored);
    if (ignored) return;
    origin = originOf(remote);
    if (origin.network.empty()) return; // not TCP
    const int on = 1;
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Connection::Link::check() const
{
    if (expired) fail(asio::error::timed_out);
    if (ended) fail(asio::error::operation_aborted);
}

void Connection::Link::checkInput() const
{
    check();
    if (leaving) fail(asio::error::shut_down);
}

Connection::Link::Attempt Connection::Link::receive()
{
    auto& octets = scratch();
    Attempt attempt;
    if (ssl) {
        ERR_clear_error();
        std::size_t read = 0;
        const int result = SSL_read_ex(ssl.get(), octets.data(), octets.size(), &read);
        attempt = tlsResult(result, read);
    } else {
        attempt = plainResult(::recv(socket.native_handle(), octets.data(), octets.size(), 0),
                              Socket::wait_read);
    }
    input.append({octets.data(), attempt.octets});
    return attempt;
}

Connection::Link::Attempt Connection::Link::send()
{
    const std::string_view rest = std::string_view(output).substr(sent);
    Attempt attempt;
    if (ssl) {
        ERR_clear_error();
        std::size_t written = 0;
        const int result = SSL_write_ex(ssl.get(), rest.data(), rest.size(), &written);
        attempt = tlsResult(result, written);
    } else {
        attempt =
            plainResult(::send(socket.native_handle(), rest.data(), rest.size(), MSG_NOSIGNAL),
                        Socket::wait_write);
    }
    sent += attempt.octets;
    return attempt;
}

Connection::Link::Attempt Connection::Link::handshake()
{
    ERR_clear_error();
    return tlsResult(SSL_do_handshake(ssl.get()), 1);
}

/// Must follow the SSL call at once: it reads errno and the thread's error queue.
Connection::Link::Attempt Connection::Link::tlsResult(int result, std::size_t octets)
{
    const int error = errno;
    if (result > 0) return {octets, Socket::wait_read};
    switch (SSL_get_error(ssl.get(), result)) {
    case SSL_ERROR_WANT_READ: return {0, Socket::wait_read};
    case SSL_ERROR_WANT_WRITE: return {0, Socket::wait_write};
    case SSL_ERROR_ZERO_RETURN: fail(asio::error::eof);
    case SSL_ERROR_SYSCALL:
        tls_failed = true;
        if (error == 0) fail(asio::error::eof);
        failWith(error);
    default: tls_failed = true; fail(takeTlsError());
    }
}

asio::awaitable<bool> Connection::Link::fill(bool wakeable)
{
    for (;;) {
        checkInput();
        const Attempt attempt = receive();
        if (attempt.octets != 0) {
            co_await countMove();
            co_return true;
        }
        if (sent < output.size()) {
            co_await drain();
            continue;
        }
        input.shrink(KeptCapacity); // it may wait for long
        if (!wakeable || !woken) {
            // wait(), but without a coroutine of its own: here idle clients spend their lives.
            auto readiness = socket.async_wait(attempt.wait, Directly);
            beginWait(wakeable);
            const auto [ec] = co_await std::move(readiness);
            endWait(ec);
        }
        if (wakeable && woken) co_return false;
    }
}

asio::awaitable<void> Connection::Link::drain()
{
    check();
    while (sent < output.size()) {
        const Attempt attempt = send();
        if (attempt.octets == 0) co_await wait(attempt.wait);
        co_await countMove();
    }
    sent = 0;
    output.clear();
}

asio::awaitable<void> Connection::Link::countMove()
{
    if (++moves_in_a_row >= MaxMovesInARow) co_await letOthersRun();
}

/// A peer that is always ready must not hold up the thread's other connections.
asio::awaitable<void> Connection::Link::letOthersRun()
{
    moves_in_a_row = 0;
    co_await asio::post(socket.get_executor(), asio::use_awaitable);
    check();
}

asio::awaitable<void> Connection::Link::wait(Socket::wait_type what)
{
    auto readiness = socket.async_wait(what, Directly);
    beginWait(false);
    const auto [ec] = co_await std::move(readiness);
    endWait(ec);
}

void Connection::Link::beginWait(bool wakeable)
{
    moves_in_a_row = 0;
    waits = true;
    waits_wakeable = wakeable;
}

void Connection::Link::endWait(error_code ec)
{
    const bool was_woken = waits_wakeable && woken;
    waits = waits_wakeable = false;
    check();
    const bool was_nudged = std::exchange(nudged, false);
    if (ec && !was_nudged && !was_woken) fail(ec);
}

void Connection::Link::wake()
{
    woken = true;
    if (!waits_wakeable) return;
    error_code ignored;
    socket.cancel(ignored);
}

/// Only marks, shuts down and cancels. The number stays ours: closed here it would be given to the
/// next client at once, and a session still waiting for the store would write to that one.
void Connection::Link::end()
{
    error_code ignored;
    ::shutdown(socket.native_handle(), SHUT_RDWR);
    socket.cancel(ignored);
}

/// Who waits to read looks again and learns of it; who waits to write goes on.
void Connection::Link::askToEnd(const std::shared_ptr<Link>& self)
{
    if (leaving) return;
    if (deadline > Clock::now() + GoodbyeLimit) moveDeadline(self, GoodbyeLimit);
    leaving = true;
    if (!waits) return;
    error_code ignored;
    nudged = true;
    socket.cancel(ignored);
}

void Connection::Link::moveDeadline(const std::shared_ptr<Link>& self, Clock::duration limit)
{
    const auto wanted = Clock::now() + std::min<Clock::duration>(limit, LongestDeadline);
    if (leaving && wanted > deadline) return; // it has its last moments
    deadline = wanted;
    sleepOn(self);
}

void Connection::Link::moveWaking(const std::shared_ptr<Link>& self, Clock::duration time)
{
    wake_at = Clock::now() + std::min<Clock::duration>(time, LongestDeadline);
    sleepOn(self);
}

/// Until the deadline or the time to wake. One timer serves both, as most connections idle.
void Connection::Link::sleepOn(const std::shared_ptr<Link>& link)
{
    const auto next = std::min(link->deadline, link->wake_at);
    // A timer that fires early sleeps again: moving the deadline away, as each command does, costs
    // nothing.
    if (link->timer_runs && link->timer.expiry() <= next) return;
    link->timer_runs = true;
    link->timer.expires_at(next);
    link->timer.async_wait([weak = std::weak_ptr(link)](error_code ec) {
        const auto still = weak.lock(); // the session may be gone
        if (!still || ec) return;
        still->timer_runs = false;
        const auto now = Clock::now();
        if (still->deadline <= now) {
            still->expired = true;
            still->end();
            return;
        }
        if (still->wake_at <= now) {
            still->wake_at = Clock::time_point::max();
            still->wake();
        }
        sleepOn(still);
    });
}

} // namespace roost::net
