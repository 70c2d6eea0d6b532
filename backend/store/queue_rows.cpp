// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/queue_rows.h"

namespace roost::store::queue_rows {

std::string select(std::string_view rest)
{
    return "SELECT id, body_id, sender, recipient, domain, octets, queued_at, attempts,"
           " next_try_at, state, erase_at, last_try_at, last_error, last_cause FROM queue "
           + std::string(rest);
}

QueueRow read(db::Row row)
{
    QueueRow read;
    read.id = row.integer(0);
    read.body_id = row.integer(1);
    read.sender = row.text(2);
    read.recipient = row.text(3);
    read.domain = row.text(4);
    read.octets = row.integer(5);
    read.queued_at = row.integer(6);
    read.attempts = row.integer(7);
    read.next_try_at = row.integer(8);
    const auto state = row.integer(9);
    read.state = state >= DroppedBit ? QueueState::dropped : static_cast<QueueState>(state);
    read.erase_at = row.integer(10);
    read.last_try_at = row.integer(11);
    read.last_error = row.text(12);
    read.last_cause = row.text(13);
    return read;
}

} // namespace roost::store::queue_rows
