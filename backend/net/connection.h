// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/origin.h"
#include "backend/net/tls.h"
#include "backend/net/tls_client.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace roost::net {

/// What ended a wait.
enum class Event { line, woken };

/// One peer: a stream descriptor, plain or TLS, with line reading, an output queue and a deadline.
/// All functions are called on the connection's own I/O thread, by the one coroutine that serves it
/// (wake() and shutdown() by others on that thread). The descriptor is closed only by the
/// destructor, after the TLS object: nothing of ours can reach a reused number.
///
/// Reads and writes throw boost::system::system_error when the peer has gone, the deadline has
/// passed (asio::error::timed_out), or the task is cancelled (operation_aborted). What was queued
/// is sent before a read waits for the peer: a client may wait for the answer to half of what it
/// said.
class Connection {
public:
    using Socket = boost::asio::generic::stream_protocol::socket;

    /// Takes the socket, sets TCP_NODELAY (where it is TCP) and non-blocking mode.
    explicit Connection(Socket socket);
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Until the peer has said something, which stays unread. What waits here costs least.
    boost::asio::awaitable<void> waitForInput();
    /// TLS from here on: the handshake as server. Unread plaintext input is thrown away (STARTTLS
    /// injection, RFC 3207 §6). Throws also when the handshake fails.
    boost::asio::awaitable<void> acceptTls(const TlsServer& tls, TlsPolicy policy);
    /// TLS from here on: the handshake as client. Unread plaintext input is thrown away. Throws
    /// also when the handshake fails: a CertificateFault when `peer` is not who it should be.
    boost::asio::awaitable<void> connectTls(const TlsClient& tls, const TlsPeer& peer);
    bool isTls() const;
    /// The protocol chosen by ALPN: "imap", "smtp", "http/1.1" or empty.
    std::string alpn() const;
    const Origin& origin() const;

    /// The next line without its CRLF or LF. A line longer than `max_octets` is read to its end in
    /// bounded memory and given as its first `max_octets` with `lineWasTooLong()`.
    boost::asio::awaitable<std::string> readLine(std::size_t max_octets);
    bool lineWasTooLong() const;

    /// Like readLine, but ends early with `woken` after wake(); a partial line stays buffered.
    /// `line` is filled when the answer is Event::line. A wake() before the call counts.
    boost::asio::awaitable<Event> readLineOrWake(std::string& line, std::size_t max_octets);
    /// Ends the readLineOrWake under way, or the next. On this connection's thread only.
    void wake();
    /// Does so once `time` has passed; call again to move it.
    void wakeAfter(std::chrono::steady_clock::duration time);

    /// Some input, at least one octet: a view of what is buffered, valid until the next call of
    /// any reading function or consume(). Used for literals and message data.
    boost::asio::awaitable<std::string_view> peek();
    /// Like peek, but ends early with `woken` after wake(). `input` is filled otherwise.
    boost::asio::awaitable<Event> peekOrWake(std::string_view& input);
    /// Drops the first `octets` of what peek() gave.
    void consume(std::size_t octets);
    /// No input is buffered here (or inside TLS): time to flush.
    bool inputEmpty() const;

    /// Adds to the output; nothing is sent yet.
    void queue(std::string_view octets);
    std::size_t queuedOctets() const;
    /// Sends all queued output.
    boost::asio::awaitable<void> flush();
    /// queue and flush.
    boost::asio::awaitable<void> write(std::string_view octets);

    /// Ends the connection once `limit` has passed from now; call again to move it. Cheap: no
    /// timer is re-armed per call.
    void expiresAfter(std::chrono::steady_clock::duration limit);

    /// Gives back what buffers hold beyond their content, before a long wait.
    void releaseMemory();

    /// Ends the connection: what is in flight fails. The descriptor stays ours until destruction.
    void shutdown();
    /// Asks the session to end: reading, now or later, throws asio::error::shut_down. Whatever it
    /// has to say can still be sent, for 5 s.
    void askToEnd();
    /// askToEnd() for others, who may call it on this thread even when the connection has gone.
    std::function<void()> ender() const;
    /// Says goodbye to TLS and the peer (close_notify, then FIN) after flushing; never throws.
    boost::asio::awaitable<void> close();

    /// The credentials of a Unix socket's peer; used by the control socket.
    int nativeHandle() const;

    struct Link; // link.h, for this folder only

private:
    std::shared_ptr<Link> link_;
};

} // namespace roost::net
