// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::delivery::remote {

/// What an SMTP server answers to one command (RFC 5321 §4.2).
struct SmtpReply {
    int code = 0; // 200 to 599; 0: it was no reply
    std::vector<std::string> lines;

    bool isNone() const { return code == 0; }
    bool isPositive() const { return code / 100 == 2; }
    bool isIntermediate() const { return code / 100 == 3; }
    bool isTemporary() const { return code / 100 == 4; }
    bool isPermanent() const { return code / 100 == 5; }
    bool isRefusal() const { return isTemporary() || isPermanent(); }

    /// "550 5.1.1 no such user": all lines as one, without control characters, at most 1000 octets.
    std::string text() const;
    /// The enhanced status code (RFC 3463): the reply's own, else the class alone, "5.0.0".
    std::string status() const;

    bool operator==(const SmtpReply&) const = default;
};

/// Puts a reply together from the lines of a server that may be broken or hostile.
class SmtpReplyReader {
public:
    static constexpr std::size_t MaxLineOctets = 2048; // RFC 5321 §4.5.3.1.5 asks for 512
    static constexpr std::size_t MaxLines = 100;

    enum class State { more, done, broken };

    /// `line` is without its line end; longer ones are cut.
    State add(std::string_view line);
    /// The finished reply.
    const SmtpReply& reply() const { return reply_; }

private:
    SmtpReply reply_;
};

/// What a server can do, as it says in its answer to EHLO.
struct SmtpAbilities {
    bool starttls = false;                // RFC 3207
    bool pipelining = false;              // RFC 2920
    bool eight_bit = false;               // 8BITMIME, RFC 6152
    bool utf8 = false;                    // SMTPUTF8, RFC 6531
    bool size = false;                    // RFC 1870
    std::optional<std::int64_t> max_size; // octets; none: it names no limit

    static SmtpAbilities of(const SmtpReply& ehlo);
};

} // namespace roost::delivery::remote
