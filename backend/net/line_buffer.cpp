// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/line_buffer.h"

#include <algorithm>

namespace roost::net {

void LineBuffer::append(std::string_view octets)
{
    if (at_ != 0) {
        octets_.erase(0, at_);
        scanned_ -= at_;
        at_ = 0;
    }
    octets_.append(octets);
}

bool LineBuffer::takeLine(std::string& line, std::size_t max_octets)
{
    const std::size_t end = octets_.find('\n', scanned_);
    if (end == std::string::npos) {
        scanned_ = octets_.size();
        cutTooLong(max_octets);
        return false;
    }
    std::string_view found(octets_.data() + at_, end - at_);
    if (found.ends_with('\r')) found.remove_suffix(1);
    was_too_long_ = dropping_ || found.size() > max_octets;
    line.assign(found.substr(0, max_octets));
    dropping_ = false;
    consume(end + 1 - at_);
    return true;
}

/// A line that has no end yet may grow to its limit and a CR.
void LineBuffer::cutTooLong(std::size_t max_octets)
{
    if (octets_.size() - at_ <= max_octets + 1) return;
    dropping_ = true;
    octets_.resize(at_ + max_octets);
    scanned_ = octets_.size();
}

void LineBuffer::consume(std::size_t octets)
{
    at_ = std::min(at_ + octets, octets_.size());
    scanned_ = at_;
    if (!empty()) return;
    octets_.clear();
    at_ = scanned_ = 0;
}

void LineBuffer::clear()
{
    consume(octets_.size());
    dropping_ = false;
}

void LineBuffer::shrink(std::size_t spare)
{
    if (octets_.capacity() - (octets_.size() - at_) <= spare) return;
    std::string(view()).swap(octets_); // assigning a short text would keep what octets_ holds
    scanned_ -= at_;
    at_ = 0;
}

} // namespace roost::net
