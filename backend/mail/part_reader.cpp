// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/part_reader.h"

#include <algorithm>
#include <utility>

namespace roost::mail {

using Kind = PartPiece::Kind;

PartPiece PartReader::next(std::string_view& input)
{
    if (state_ == State::announce) return announce();
    while (!input.empty()) {
        PartPiece piece;
        switch (state_) {
        case State::line_start: piece = readLineStart(input); break;
        case State::text: piece = readText(input); break;
        case State::delimiter_tail: piece = readTail(input); break;
        case State::announce: piece = announce(); break;
        }
        const bool silent = piece.kind == Kind::body && piece.octets.empty();
        if (piece.kind != Kind::more && !silent) return piece;
    }
    return state_ == State::announce ? announce() : PartPiece{};
}

PartPiece PartReader::readLineStart(std::string_view& input)
{
    const std::string_view wanted = std::string_view(delimiter_).substr(matched_);
    const auto length = std::min(wanted.size(), input.size());
    const auto same = static_cast<std::size_t>(
        std::mismatch(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(length),
                      input.begin())
            .first
        - wanted.begin());
    matched_ += same;
    input.remove_prefix(same);
    if (matched_ == delimiter_.size()) {
        held_.clear();
        state_ = State::delimiter_tail;
        return {};
    }
    if (input.empty()) return {};
    state_ = State::text; // an ordinary line: what was held back is text after all
    given_ = std::exchange(held_, {}) + delimiter_.substr(0, matched_);
    return body(given_);
}

/// Gives as many whole lines at once as the input has, up to one that may be a boundary.
PartPiece PartReader::readText(std::string_view& input)
{
    if (held_ == "\r" && input.front() != '\n') {
        given_ = std::exchange(held_, {});
        return body(given_);
    }
    std::size_t from = 0;
    for (;;) {
        const auto line_end = input.find('\n', from);
        if (line_end == std::string_view::npos) break;
        const bool after_cr = line_end == 0 ? held_ == "\r" : input[line_end - 1] == '\r';
        if (!after_cr) return {Kind::malformed, {}};
        from = line_end + 1;
        if (held_.empty() && from < input.size() && input[from] != '-') continue;
        const auto text = input.substr(0, line_end == 0 ? 0 : line_end - 1);
        input.remove_prefix(from);
        held_ = "\r\n";
        matched_ = 0;
        state_ = State::line_start;
        return body(text);
    }
    auto text = std::exchange(input, {});
    if (text.ends_with('\r')) {
        held_ = "\r";
        text.remove_suffix(1);
    }
    return body(text);
}

/// Behind the delimiter: `--` if it closes, blanks (RFC 2046 §5.1.1 transport-padding), CRLF.
PartPiece PartReader::readTail(std::string_view& input)
{
    const char c = input.front();
    input.remove_prefix(1);
    const char last = tail_.empty() ? '\0' : tail_.back();
    const bool blank = c == ' ' || c == '\t';
    if (last == '\r') {
        if (c != '\n') return {Kind::malformed, {}};
        state_ = State::announce;
        return {};
    }
    if (tail_ == "-" && c != '-') return {Kind::malformed, {}};
    if (c == '-' && tail_.size() < 2 && last != ' ') {
        tail_ += c;
    } else if (blank) {
        if (last != ' ') tail_ += ' ';
    } else if (c == '\r') {
        tail_ += c;
    } else {
        return {Kind::malformed, {}};
    }
    return {};
}

PartPiece PartReader::announce()
{
    if (place_ == Place::part) {
        place_ = Place::preamble; // between parts
        return {Kind::end, {}};
    }
    if (place_ == Place::epilogue) return {Kind::malformed, {}};
    const bool closing = tail_.starts_with("--");
    tail_.clear();
    held_.clear();
    matched_ = 0;
    state_ = State::line_start;
    place_ = closing ? Place::epilogue : Place::part;
    return {closing ? Kind::closed : Kind::begin, {}};
}

PartPiece PartReader::body(std::string_view octets) const
{
    return {Kind::body, place_ == Place::part ? octets : std::string_view{}};
}

} // namespace roost::mail
