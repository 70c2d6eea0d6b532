// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/explanations/cause.h"

#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace roost::delivery::remote {

using explanations::Cause;

/// Which budget of connections a destination lives on, and with it how patient to be.
enum class Lane {
    healthy, // new, or the last delivery succeeded: connect and greeting within 10 s
    failing, // the last one failed: may take its time, nobody else waits for it
};

/// Octets per second that a server must take of a message. Whoever has less than a modem of the
/// nineties would keep a connection for hours with each message.
constexpr std::int64_t SlowestServer = 2048;

/// How long `octets` may take at that.
inline std::chrono::milliseconds timeFor(std::int64_t octets, std::int64_t slowest = SlowestServer)
{
    return std::chrono::milliseconds(octets * 1000 / std::max<std::int64_t>(slowest, 1));
}

/// How a message went, or was last tried.
enum class Channel { none, https, smtp };

/// The octets to send: `prefix`, then the body.
struct MessageSource {
    std::string prefix;         // the signature: whole header fields, CRLF; may be empty
    std::string content;        // the message, when `file` is empty
    std::filesystem::path file; // else it is there; read in pieces, on a pool
    std::int64_t octets = 0;    // of prefix and message together
};

/// One transaction: a message with all its recipients in one domain.
struct RemoteMessage {
    std::string sender;                  // empty: the null sender
    std::vector<std::string> recipients; // local@domain, as the sender wrote them
    MessageSource source;
};

enum class Outcome { delivered, temporary, permanent };

struct RecipientResult {
    std::string recipient;
    Outcome outcome = Outcome::temporary;
    std::string reply;  // "550 5.1.1 ...", or our own sentence in the shape of one
    std::string status; // RFC 3463, such as "5.1.1"; empty: derived from the reply
    Cause cause = Cause::none;
};

/// What became of one transaction.
struct Report {
    std::vector<RecipientResult> results; // one for each recipient, in their order
    Channel channel = Channel::none;      // by which it went, or failed last
    std::string host;                     // that answered, for the log; may be empty
    bool was_mail_answered = false;       // what broke off then may be due to this message alone
};

/// The sign of life of a delivery. Noted on its own thread, read on any.
class Progress {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// The other side has done something: connected, spoke, took octets.
    void note()
    {
        const Instant now = std::chrono::steady_clock::now();
        if (!is_talking_) longest_wait_ = std::max(longest_wait_.load(), now - at_.load());
        at_ = now;
    }

    /// To be noted when a server has shown that there is one: it greeted, or made a TLS session.
    void noteTalk()
    {
        note();
        is_talking_ = true;
    }

    /// To be noted before the octets that end a message: from here on the other side may have it
    /// without our knowing. Such a delivery is not broken off from outside: it would be sent twice.
    void noteHandover() { is_handing_over_ = true; }

    /// To be noted when none of the recipients has got it: by its answer, or because it is sent
    /// another way.
    void noteRefusal() { is_handing_over_ = false; }

    /// To be noted when a server has answered MAIL: it speaks, and what breaks off then may be due
    /// to this message alone.
    void noteMailAnswered() { was_mail_answered_ = true; }

    // The rest is for the runner.
    void begin()
    {
        is_talking_ = false;
        is_handing_over_ = false;
        was_mail_answered_ = false;
        begun_at_ = at_ = std::chrono::steady_clock::now();
        longest_wait_ = Instant::duration::zero();
        is_under_way_ = true;
    }
    void end()
    {
        note();
        is_under_way_ = false;
    }
    /// False: we are at work, and nothing is expected of the other side.
    bool isUnderWay() const { return is_under_way_; }
    bool isTalking() const { return is_talking_; }
    bool isHandingOver() const { return is_handing_over_; }
    bool wasMailAnswered() const { return was_mail_answered_; }
    Instant at() const { return at_; }
    Instant begunAt() const { return begun_at_; }
    /// The longest silence before the other side talked.
    Instant::duration longestWait() const { return longest_wait_; }

private:
    std::atomic<Instant> at_{std::chrono::steady_clock::now()};
    std::atomic<Instant> begun_at_{std::chrono::steady_clock::now()};
    std::atomic<Instant::duration> longest_wait_{Instant::duration::zero()};
    std::atomic<bool> is_under_way_{false};
    std::atomic<bool> is_talking_{false};
    std::atomic<bool> is_handing_over_{false};
    std::atomic<bool> was_mail_answered_{false};
};

/// One domain that mail goes to, with the connection to it, if there is one. Everything happens on
/// the executor that first awaited, one call at a time.
class Destination {
public:
    virtual ~Destination() = default;

    /// Tries once, over the open connection when there is one (RSET first). Whatever the network or
    /// the other side does is in the report; throws operation_aborted when cancelled (terminal),
    /// and other exceptions only for what is broken here.
    virtual boost::asio::awaitable<Report> deliver(const RemoteMessage& message) = 0;

    /// Whether a connection stands that the next deliver() would use.
    virtual bool isOpen() const = 0;

    /// Says goodbye, within a second or so. Nothing to do when it is not open.
    virtual boost::asio::awaitable<void> close() = 0;
};

/// Makes destinations; implemented by what knows DNS, TLS, SMTP and HTTPS. Any thread.
class Destinations {
public:
    virtual ~Destinations() = default;

    /// Does nothing on the network yet. `domain` is lower case, perhaps an address literal in
    /// brackets. `progress` is to be noted whenever the delivery gets on: one that does not for
    /// seconds gives way to others who wait.
    virtual std::unique_ptr<Destination>
    open(std::string domain, Lane lane, std::shared_ptr<Progress> progress) = 0;
};

} // namespace roost::delivery::remote
