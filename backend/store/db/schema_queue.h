// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/db/schema.h"

namespace roost::store::db {

/// What the runner of the queue and its operator need to know. A row of destinations exists for
/// each domain that has rows in the queue.
constexpr SchemaStep QueueStep = R"sql(
ALTER TABLE queue ADD COLUMN octets INTEGER NOT NULL DEFAULT 0;
-- 0 waits, 1 held; when dropped: 2 if it waited before, 3 if it was held.
ALTER TABLE queue ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN erase_at INTEGER NOT NULL DEFAULT 0; -- of a dropped one; else 0
ALTER TABLE queue ADD COLUMN last_try_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN last_cause TEXT NOT NULL DEFAULT '';
-- The version before could not send: what it wrote there was no error of a try.
UPDATE queue SET last_error = '',
    octets = coalesce((SELECT octets FROM bodies WHERE bodies.id = body_id), 0);
DROP INDEX queue_due;
DROP INDEX queue_domain;
CREATE INDEX queue_domain ON queue (domain, state, next_try_at);
CREATE INDEX queue_dropped ON queue (erase_at) WHERE state >= 2;

-- `due_at` is null when nothing waits or a hold rule is in force (`held_until` is not 0).
CREATE TABLE destinations (
    domain TEXT NOT NULL PRIMARY KEY,
    standing INTEGER NOT NULL, -- 0 good, 1 unknown, 2 failing, 3 slow
    due_at INTEGER,
    held_until INTEGER NOT NULL DEFAULT 0,
    delivered INTEGER NOT NULL DEFAULT 0,
    deferred INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    latency_millis INTEGER NOT NULL DEFAULT 0,
    last_success_at INTEGER NOT NULL DEFAULT 0,
    last_failure_at INTEGER NOT NULL DEFAULT 0,
    seen_at INTEGER NOT NULL,
    channel TEXT NOT NULL DEFAULT '',
    last_error TEXT NOT NULL DEFAULT '',
    last_cause TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX destinations_due ON destinations (standing, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX destinations_held ON destinations (held_until) WHERE held_until > 0;
INSERT INTO destinations (domain, standing, due_at, seen_at)
    SELECT domain, 1, min(next_try_at), unixepoch() FROM queue GROUP BY domain;
)sql";

/// Long queues are listed and changed in parts: the rows of a destination, and those of one reason,
/// are found by their ids, and what waits is counted as it comes and goes.
constexpr SchemaStep LongQueues = R"sql(
CREATE INDEX queue_place ON queue (domain) WHERE state < 2; -- then the id
CREATE INDEX queue_gone ON queue (domain) WHERE state >= 2;
CREATE INDEX queue_reason ON queue (domain, last_cause) WHERE state < 2;
CREATE INDEX queue_soonest ON queue (domain, last_cause, next_try_at) WHERE state = 0;

-- Sums over the rows of the queue that are not dropped; none without rows.
CREATE TABLE queue_totals (
    domain TEXT NOT NULL,
    cause TEXT NOT NULL,
    recipients INTEGER NOT NULL,
    held INTEGER NOT NULL,
    octets INTEGER NOT NULL,
    PRIMARY KEY (domain, cause)
) WITHOUT ROWID;
CREATE INDEX queue_totals_size ON queue_totals (recipients DESC);
INSERT INTO queue_totals (domain, cause, recipients, held, octets)
    SELECT domain, last_cause, count(*), sum(state = 1), sum(octets) FROM queue
    WHERE state < 2 GROUP BY domain, last_cause;

CREATE TRIGGER queue_counted AFTER INSERT ON queue BEGIN
    INSERT INTO queue_totals (domain, cause, recipients, held, octets)
        VALUES (new.domain, new.last_cause, 1, new.state = 1, new.octets)
        ON CONFLICT (domain, cause) DO UPDATE SET recipients = recipients + 1,
        held = held + excluded.held, octets = octets + excluded.octets;
END;
CREATE TRIGGER queue_uncounted AFTER DELETE ON queue WHEN old.state < 2 BEGIN
    UPDATE queue_totals SET recipients = recipients - 1, held = held - (old.state = 1),
        octets = octets - old.octets WHERE domain = old.domain AND cause = old.last_cause;
    DELETE FROM queue_totals
        WHERE domain = old.domain AND cause = old.last_cause AND recipients = 0;
END;
CREATE TRIGGER queue_recounted AFTER UPDATE OF state, last_cause ON queue
WHEN old.state <> new.state OR old.last_cause <> new.last_cause BEGIN
    UPDATE queue_totals SET recipients = recipients - 1, held = held - (old.state = 1),
        octets = octets - old.octets
        WHERE old.state < 2 AND domain = old.domain AND cause = old.last_cause;
    DELETE FROM queue_totals
        WHERE domain = old.domain AND cause = old.last_cause AND recipients = 0;
    INSERT INTO queue_totals (domain, cause, recipients, held, octets)
        SELECT new.domain, new.last_cause, 1, new.state = 1, new.octets WHERE new.state < 2
        ON CONFLICT (domain, cause) DO UPDATE SET recipients = recipients + 1,
        held = held + excluded.held, octets = octets + excluded.octets;
END;
)sql";

} // namespace roost::store::db
