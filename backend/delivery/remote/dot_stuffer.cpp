// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/dot_stuffer.h"

namespace roost::delivery::remote {

void DotStuffer::stuff(std::string_view piece, std::string& out)
{
    while (!piece.empty()) {
        if (at_line_start_ && piece.front() == '.') out += '.';
        const auto line = piece.substr(0, piece.find('\n'));
        const bool is_whole = line.size() < piece.size();
        const std::size_t octets = line.size() + (is_whole ? 1 : 0);
        out.append(piece.substr(0, octets));
        piece.remove_prefix(octets);
        at_line_start_ = is_whole;
    }
}

} // namespace roost::delivery::remote
