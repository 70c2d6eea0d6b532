// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"

namespace roost::store {

/// Notes that something a session of `mailbox` shows has changed.
inline void touched(Changes& changes, MailboxId mailbox)
{
    // Repetitions within a job are the common kind; the rest is removed once per batch.
    if (changes.mailboxes.empty() || changes.mailboxes.back() != mailbox)
        changes.mailboxes.push_back(mailbox);
}

} // namespace roost::store
