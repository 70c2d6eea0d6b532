// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roost::mail {

/// One step of a PartReader.
struct PartPiece {
    enum class Kind {
        more,      // the input is used up
        begin,     // a part begins: its header, an empty line and its body follow as `body`
        body,      // `octets` belong to the part
        end,       // the part is complete
        closed,    // the closing boundary was read; what follows is the epilogue
        malformed, // readers would not agree about the parts
    };
    Kind kind = Kind::more;
    std::string_view octets; // until the next call
};

/// Finds the parts of a multipart body (RFC 2046 §5.1.1) while it streams by, in any chunking, in
/// linear time and constant memory. Does not look into the parts. The CRLF before a boundary
/// belongs to the boundary. Malformed are: a bare LF, a line that only begins with the boundary, a
/// boundary after the closing one. After malformed it is not to be used.
class PartReader {
public:
    /// `boundary`: the parameter of the Content-Type, not empty.
    explicit PartReader(const std::string& boundary) : delimiter_("--" + boundary) {}
    /// Reads from the front of `input`, removes what it has read, and returns the first piece.
    PartPiece next(std::string_view& input);
    /// Whether the closing boundary was read.
    bool closed() const { return place_ == Place::epilogue; }

private:
    enum class Place { preamble, part, epilogue };
    enum class State {
        line_start, // `matched_` octets of the delimiter were read since the line began
        text,
        delimiter_tail, // after the delimiter, up to the end of its line
        announce,       // the delimiter line was read; tell what it means
    };
    PartPiece readLineStart(std::string_view& input);
    PartPiece readText(std::string_view& input);
    PartPiece readTail(std::string_view& input);
    PartPiece announce();
    PartPiece body(std::string_view octets) const;

    std::string delimiter_;
    Place place_ = Place::preamble;
    State state_ = State::line_start;
    std::size_t matched_ = 0;
    std::string held_;  // a line end that is text only if no boundary follows: at most CRLF
    std::string tail_;  // of the delimiter line: dashes, then at most one blank, then CR
    std::string given_; // backs a piece that is no longer in the input
};

} // namespace roost::mail
