// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roost::net {

/// Input that was received and not yet used. Holds at most one line's limit and one read; gives
/// its memory back when little of it is used.
class LineBuffer {
public:
    /// Invalidates views.
    void append(std::string_view octets);

    /// Fills `line` with the next line, without its CRLF or LF, and forgets it here; false when no
    /// line end has come. Of a longer line only the first `max_octets` are kept and given:
    /// `lineWasTooLong()` tells.
    bool takeLine(std::string& line, std::size_t max_octets);
    bool lineWasTooLong() const { return was_too_long_; }

    std::string_view view() const { return std::string_view(octets_).substr(at_); }
    bool empty() const { return at_ == octets_.size(); }
    void consume(std::size_t octets);
    void clear();

    /// Gives back what is held beyond the content; `spare` octets are not worth the trouble.
    void shrink(std::size_t spare);

private:
    void cutTooLong(std::size_t max_octets);

    std::string octets_;
    std::size_t at_ = 0;      // what comes before is used
    std::size_t scanned_ = 0; // no LF between at_ and here
    bool dropping_ = false;   // the line under way is too long; its start is kept
    bool was_too_long_ = false;
};

} // namespace roost::net
