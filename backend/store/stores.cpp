// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/stores.h"

#include "backend/store/connection.h"

namespace roost::store {

Stores::Stores(db::Database& database)
    : db(database),
      accounts(database, changes),
      mailboxes(database, changes),
      messages(database, changes),
      bodies(database, changes),
      queue(database, changes),
      destinations(database, changes),
      tokens(database, changes),
      settings(database, changes),
      activity(database, changes),
      closed(database)
{
}

struct Reader::State {
    State(const std::filesystem::path& data_dir, const Medium& medium)
        : database(databaseFile(data_dir), db::Access::read, medium.vfs), stores(database)
    {
        database.execute("PRAGMA temp_store = MEMORY"); // we may write to few folders
    }
    db::Database database;
    Stores stores;
};

Reader::Reader(const std::filesystem::path& data_dir, const Medium& medium)
    : state_(std::make_unique<State>(data_dir, medium))
{
}

Reader::~Reader() = default;

Stores& Reader::stores()
{
    return state_->stores;
}

ReadTransaction::ReadTransaction(Stores& stores) : stores_(stores)
{
    stores_.db.statement("BEGIN").run();
}

ReadTransaction::~ReadTransaction()
{
    try {
        stores_.db.statement("COMMIT").run();
    } catch (const db::Failure&) {
        // The trouble that ended the transaction early was thrown where it happened.
    }
}

} // namespace roost::store
