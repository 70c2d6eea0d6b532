// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/json/framer.h"

namespace roost::json {

void LineFramer::feed(std::string_view octets)
{
    if (start_ > 0) {
        buffer_.erase(0, start_);
        searched_ -= start_;
        start_ = 0;
    }
    buffer_ += octets;
}

Result<std::optional<std::string>> LineFramer::next()
{
    const auto end = buffer_.find('\n', searched_);
    const std::size_t length = (end == std::string::npos ? buffer_.size() : end) - start_;
    if (length > max_octets_)
        return Error(Code::limit, "a line is longer than " + std::to_string(max_octets_));
    if (end == std::string::npos) {
        searched_ = buffer_.size();
        return std::optional<std::string>();
    }
    std::string line = buffer_.substr(start_, length);
    if (line.ends_with('\r')) line.pop_back();
    start_ = searched_ = end + 1;
    return std::optional<std::string>(std::move(line));
}

} // namespace roost::json
