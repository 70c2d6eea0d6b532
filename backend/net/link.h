// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/certificate.h"
#include "backend/net/connection.h"
#include "backend/net/line_buffer.h"

#include <boost/asio/steady_timer.hpp>

namespace roost::net {

/// What a Connection points at: the descriptor, its TLS, its buffers and its deadline. The
/// operations come in two kinds: attempts, which never wait, and coroutines around them.
struct Connection::Link {
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t KeptCapacity = 512; // of a buffer beyond its content, in a wait
    static constexpr auto GoodbyeLimit = std::chrono::seconds(5); // for last words to leave

    /// What came of an attempt: octets were moved, or what to wait for before the next.
    struct Attempt {
        std::size_t octets = 0;
        Socket::wait_type wait = Socket::wait_read;
    };

    explicit Link(Socket peer);

    /// Throws when the deadline has passed or somebody ended the connection. Whatever is done to
    /// the descriptor, this comes first.
    void check() const;
    /// The same before input is used: throws also when the session was asked to end.
    void checkInput() const;

    /// Takes what has arrived, at most one TLS record. Throws when the peer has gone.
    Attempt receive();
    Attempt send();
    Attempt handshake();

    /// Appends to `input`, sending what is queued and waiting if need be; false when wake() came
    /// instead (only if `wakeable`).
    boost::asio::awaitable<bool> fill(bool wakeable);
    /// Sends all of `output`, waiting if need be.
    boost::asio::awaitable<void> drain();
    boost::asio::awaitable<void> wait(Socket::wait_type what);

    /// Something was read, written or understood without waiting.
    boost::asio::awaitable<void> countMove();

    void wake();
    void end();
    void askToEnd(const std::shared_ptr<Link>& self);
    void moveDeadline(const std::shared_ptr<Link>& self, Clock::duration limit);
    void moveWaking(const std::shared_ptr<Link>& self, Clock::duration time);

    Socket socket; // closed last, after `ssl` is freed: its number must not be reused under TLS
    std::unique_ptr<SSL, Freed<SSL_free>> ssl;
    bool tls_failed = false; // then no close_notify
    Origin origin;

    LineBuffer input;
    std::string output;
    std::size_t sent = 0; // of output

    boost::asio::steady_timer timer;
    Clock::time_point deadline = Clock::time_point::max();
    Clock::time_point wake_at = Clock::time_point::max();
    bool timer_runs = false;
    bool expired = false;
    bool ended = false;
    bool woken = false;
    bool waits = false;
    bool waits_wakeable = false;
    bool leaving = false;   // asked to end: reads throw
    bool nudged = false;    // a wait ended because of that
    int moves_in_a_row = 0; // reads, writes and lines without waiting

private:
    static void sleepOn(const std::shared_ptr<Link>& link);
    Attempt tlsResult(int result, std::size_t octets);
    void beginWait(bool wakeable);
    void endWait(boost::system::error_code ec);
    boost::asio::awaitable<void> letOthersRun();
};

} // namespace roost::net
