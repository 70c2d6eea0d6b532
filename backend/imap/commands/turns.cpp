// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/turns.h"

#include <algorithm>

namespace roost::imap {

store::UidSet takeFirst(store::UidSet& uids, std::uint64_t count)
{
    store::UidSet taken;
    store::UidSet rest;
    for (const auto& range : uids.ranges()) {
        const std::uint64_t length = std::uint64_t{range.last} - range.first + 1;
        const auto here = std::min(length, count);
        count -= here;
        if (here > 0)
            taken.add(
                store::UidRange{range.first, static_cast<store::Uid>(range.first + here - 1)});
        if (here < length)
            rest.add(store::UidRange{static_cast<store::Uid>(range.first + here), range.last});
    }
    uids = std::move(rest);
    return taken;
}

} // namespace roost::imap
