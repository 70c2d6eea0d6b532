// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

namespace roost::smtp {

/// Takes the content of DATA off the wire: finds its end and removes the dots that were stuffed
/// (RFC 5321 §4.5.2). Only CRLF "." CRLF ends it. A CR or LF that stands alone breaks it: peers
/// disagree about what such an octet means, which is how messages are smuggled (protocol.md B7).
/// Costs two memchr per line and no copy.
class DataScanner {
public:
    /// Gives the next parts of the message to `sink(std::string_view)`, and returns how many
    /// octets of `input` were used: all while the data is open, up to its end after that.
    template <class Sink>
    std::size_t feed(std::string_view input, Sink&& sink);

    bool isOpen() const { return state_ != State::ended && state_ != State::broken; }
    /// A bare CR or LF was found: nothing after it can be trusted.
    bool isBroken() const { return state_ == State::broken; }

private:
    enum class State { line_start, in_line, after_cr, dot, dot_cr, ended, broken };
    /// From within a line to behind its end, or to the end of `input`.
    std::size_t skipLine(std::string_view input, std::size_t at);
    /// The octet after a dot at the start of a line; how many octets it takes.
    std::size_t afterDot(char octet);
    State state_ = State::line_start;
};

template <class Sink>
std::size_t DataScanner::feed(std::string_view input, Sink&& sink)
{
    std::size_t at = 0;
    std::size_t begin = 0; // of the part not yet given away
    const auto give = [&](std::size_t end) {
        if (end > begin) sink(input.substr(begin, end - begin));
    };
    while (at < input.size() && isOpen()) {
        switch (state_) {
        case State::line_start:
            if (input[at] == '.') {
                give(at);
                begin = ++at;
                state_ = State::dot;
                break;
            }
            [[fallthrough]];
        case State::in_line: at = skipLine(input, at); break;
        case State::after_cr:
            state_ = input[at] == '\n' ? State::line_start : State::broken;
            ++at;
            break;
        case State::dot:
        case State::dot_cr: begin = at += afterDot(input[at]); break;
        case State::ended:
        case State::broken: break;
        }
    }
    give(at);
    return at;
}

inline std::size_t DataScanner::skipLine(std::string_view input, std::size_t at)
{
    const char* const from = input.data() + at;
    const char* const end = input.data() + input.size();
    const auto find = [from](char wanted, const char* limit) {
        return static_cast<const char*>(
            std::memchr(from, wanted, static_cast<std::size_t>(limit - from)));
    };
    const char* const lf = find('\n', end);
    const char* const cr = find('\r', lf ? lf : end);
    if (cr && cr + 1 == lf)
        state_ = State::line_start;
    else if (cr && !lf && cr + 1 == end)
        state_ = State::after_cr;
    else
        state_ = cr || lf ? State::broken : State::in_line;
    return lf ? static_cast<std::size_t>(lf + 1 - input.data()) : input.size();
}

inline std::size_t DataScanner::afterDot(char octet)
{
    if (state_ == State::dot_cr) {
        state_ = octet == '\n' ? State::ended : State::broken;
        return 1;
    }
    if (octet == '\r') {
        state_ = State::dot_cr;
        return 1;
    }
    state_ = octet == '\n' ? State::broken : State::in_line;
    return 0; // the dot was stuffed; this octet belongs to the line
}

} // namespace roost::smtp
