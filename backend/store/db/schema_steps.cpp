// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/db/schema.h"
#include "backend/store/db/schema_queue.h"

#include <array>

namespace roost::store::db {
namespace {

// Ids of accounts, mailboxes, bodies and activities are never used twice (AUTOINCREMENT): a session
// that still knows an old one must not meet somebody else's data.
constexpr SchemaStep FirstStep = R"sql(
-- One row. `unclean` is 1 while a daemon has the store open.
CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    next_uid_validity INTEGER NOT NULL,
    unclean INTEGER NOT NULL
);
-- UIDVALIDITY starts at the present second, so that a store made anew has larger ones.
INSERT INTO state (id, next_uid_validity, unclean) VALUES (1, unixepoch(), 0);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    state INTEGER NOT NULL, -- 0, or 1 when blocked
    inbox_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    erase_at INTEGER NOT NULL -- of a deleted one; else 0
);
CREATE INDEX accounts_due ON accounts (erase_at) WHERE erase_at > 0;

-- `messages`, `octets` and `unseen` are sums over the rows of messages. `flags_modseq` is the
-- highest_modseq at which flags of a message that was already there changed last.
CREATE TABLE mailboxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    uid_validity INTEGER NOT NULL,
    uid_next INTEGER NOT NULL,
    highest_modseq INTEGER NOT NULL,
    flags_modseq INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    octets INTEGER NOT NULL,
    unseen INTEGER NOT NULL,
    expunges INTEGER NOT NULL,
    subscribed INTEGER NOT NULL,
    UNIQUE (account_id, name)
);

CREATE TABLE messages (
    mailbox_id INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    modseq INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    octets INTEGER NOT NULL,
    body_id INTEGER NOT NULL,
    keywords TEXT NOT NULL,
    PRIMARY KEY (mailbox_id, uid)
) WITHOUT ROWID;
-- What an expunge looks for; a delivery does not touch it.
CREATE INDEX messages_deleted ON messages (mailbox_id, uid) WHERE (flags & 8) <> 0;

-- `refs` counts the rows of messages and queue that name the body. The octets stand apart, so that
-- counting rewrites a small row.
CREATE TABLE bodies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    refs INTEGER NOT NULL,
    octets INTEGER NOT NULL,
    file_name TEXT
);
CREATE UNIQUE INDEX bodies_file ON bodies (file_name) WHERE file_name IS NOT NULL;
CREATE TABLE body_contents (
    body_id INTEGER PRIMARY KEY,
    content BLOB NOT NULL
);
-- Files whose body is gone and which nobody unlinked yet.
CREATE TABLE dropped_files (
    file_name TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body_id INTEGER NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    domain TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    last_error TEXT NOT NULL
);
CREATE INDEX queue_due ON queue (next_try_at);
CREATE INDEX queue_domain ON queue (domain, next_try_at);

-- References are taken where they are made and dropped here, whoever removes the rows.
CREATE TRIGGER message_removed AFTER DELETE ON messages BEGIN
    UPDATE bodies SET refs = refs - 1 WHERE id = old.body_id;
END;
CREATE TRIGGER queued_removed AFTER DELETE ON queue BEGIN
    UPDATE bodies SET refs = refs - 1 WHERE id = old.body_id;
END;
CREATE TRIGGER body_unused AFTER UPDATE OF refs ON bodies WHEN new.refs = 0 BEGIN
    DELETE FROM bodies WHERE id = new.id;
END;
CREATE TRIGGER body_removed AFTER DELETE ON bodies BEGIN
    DELETE FROM body_contents WHERE body_id = old.id;
    INSERT INTO dropped_files (file_name) SELECT old.file_name WHERE old.file_name IS NOT NULL;
END;

CREATE TABLE tokens (
    account_id INTEGER NOT NULL,
    token TEXT NOT NULL,
    refreshed_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, token)
) WITHOUT ROWID;

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL
);
)sql";

// Erasing a body costs more than dropping a reference, and a client may drop many at once.
constexpr SchemaStep ErasingApart = R"sql(
-- Bodies that lost their last reference and were not erased yet.
CREATE TABLE unused_bodies (
    body_id INTEGER PRIMARY KEY
);
DROP TRIGGER body_unused;
CREATE TRIGGER body_unused AFTER UPDATE OF refs ON bodies WHEN new.refs = 0 BEGIN
    INSERT OR IGNORE INTO unused_bodies (body_id) VALUES (new.id);
END;
DROP TRIGGER body_removed;
CREATE TRIGGER body_removed AFTER DELETE ON bodies BEGIN
    DELETE FROM unused_bodies WHERE body_id = old.id;
    DELETE FROM body_contents WHERE body_id = old.id;
    INSERT INTO dropped_files (file_name) SELECT old.file_name WHERE old.file_name IS NOT NULL;
END;
)sql";

constexpr SchemaStep ClosedAddresses = R"sql(
-- Addresses of deleted accounts that nobody may take: a hash whose key is not in the database.
CREATE TABLE closed_addresses (
    digest BLOB NOT NULL PRIMARY KEY,
    until_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX closed_addresses_end ON closed_addresses (until_at);
)sql";

constexpr std::array Steps = {FirstStep, QueueStep, ErasingApart, ClosedAddresses, LongQueues};

} // namespace

std::span<const SchemaStep> schemaSteps()
{
    return Steps;
}

} // namespace roost::store::db
