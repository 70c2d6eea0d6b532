// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/account_store.h"
#include "backend/store/activity_store.h"
#include "backend/store/body_store.h"
#include "backend/store/closed_store.h"
#include "backend/store/db/database.h"
#include "backend/store/destination_store.h"
#include "backend/store/mailbox_store.h"
#include "backend/store/medium.h"
#include "backend/store/message_store.h"
#include "backend/store/queue_store.h"
#include "backend/store/setting_store.h"
#include "backend/store/token_store.h"

#include <filesystem>
#include <memory>

namespace roost::store {

/// All topics over one database connection. The writer has one (StoreThread hands it to jobs), each
/// I/O thread has a read-only one of its own for bounded, indexed reads. Synchronous; one thread.
/// On a read-only connection the writing functions throw.
struct Stores {
    explicit Stores(db::Database& database);
    Changes changes; // of the batch under way
    db::Database& db;
    AccountStore accounts;
    MailboxStore mailboxes;
    MessageStore messages;
    BodyStore bodies;
    QueueStore queue;
    DestinationStore destinations;
    TokenStore tokens;
    SettingStore settings;
    ActivityStore activity;
    ClosedStore closed;
};

/// A read-only connection with its stores, for one thread.
class Reader {
public:
    /// The database must exist (StoreThread::open). Throws db::Failure.
    explicit Reader(const std::filesystem::path& data_dir, const Medium& medium = {});
    ~Reader();
    Stores& stores();
    Stores* operator->() { return &stores(); }

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// One consistent view for several reads; ends with the scope. Never across a co_await.
class ReadTransaction {
public:
    explicit ReadTransaction(Stores& stores);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    Stores& stores_;
};

} // namespace roost::store
