// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/verify.h"

#include "backend/store/body_files.h"
#include "backend/store/connection.h"
#include "backend/store/stores.h"

#include <array>
#include <sqlite3.h>
#include <utility>

namespace roost::store {
namespace {

constexpr std::int64_t MaxFaults = 20; // in the report

/// A query that finds nothing in a sound store, and what its rows (an id) mean.
struct Check {
    std::string_view meaning;
    std::string_view sql;
};

constexpr std::array Checks = {
    Check{"mailbox without account",
          "SELECT id FROM mailboxes WHERE account_id NOT IN (SELECT id FROM accounts)"},
    Check{"account without its INBOX",
          "SELECT id FROM accounts WHERE NOT EXISTS (SELECT 1 FROM mailboxes"
          " WHERE id = inbox_id AND account_id = accounts.id AND name = 'INBOX')"},
    Check{"message without mailbox", "SELECT DISTINCT mailbox_id FROM messages"
                                     " WHERE mailbox_id NOT IN (SELECT id FROM mailboxes)"},
    Check{"message without body",
          "SELECT DISTINCT body_id FROM messages WHERE body_id NOT IN (SELECT id FROM bodies)"},
    Check{"queued message without body",
          "SELECT id FROM queue WHERE body_id NOT IN (SELECT id FROM bodies)"},
    Check{
        "token without account",
        "SELECT DISTINCT account_id FROM tokens WHERE account_id NOT IN (SELECT id FROM accounts)"},
    Check{"wrong sums of mailbox",
          "SELECT id FROM mailboxes LEFT JOIN"
          " (SELECT mailbox_id, count(*) AS n, sum(octets) AS size, sum((flags & 1) = 0) AS fresh,"
          "  max(uid) AS last, max(modseq) AS modseq FROM messages GROUP BY mailbox_id)"
          " ON mailbox_id = id WHERE messages <> ifnull(n, 0) OR octets <> ifnull(size, 0)"
          " OR unseen <> ifnull(fresh, 0) OR uid_next <= ifnull(last, 0)"
          " OR highest_modseq < ifnull(modseq, 0) OR highest_modseq < flags_modseq"},
    Check{"UIDVALIDITY from the future",
          "SELECT id FROM mailboxes WHERE uid_validity >= (SELECT next_uid_validity FROM state)"},
    Check{"wrong references of body",
          "SELECT id FROM bodies LEFT JOIN (SELECT body_id, count(*) AS n FROM"
          " (SELECT body_id FROM messages UNION ALL SELECT body_id FROM queue) GROUP BY body_id)"
          " ON body_id = id WHERE refs <> ifnull(n, 0)"},
    Check{"body that nobody needs and nobody will erase",
          "SELECT id FROM bodies WHERE refs = 0 AND id NOT IN (SELECT body_id FROM unused_bodies)"},
    Check{"body to be erased that is in use, or gone",
          "SELECT body_id FROM unused_bodies"
          " WHERE body_id NOT IN (SELECT id FROM bodies WHERE refs = 0)"},
    Check{"body without content, or with a wrong size",
          "SELECT id FROM bodies LEFT JOIN body_contents ON body_id = id WHERE file_name IS NULL"
          " AND octets <> ifnull(length(content), -1)"},
    Check{"content without body",
          "SELECT body_id FROM body_contents"
          " WHERE body_id NOT IN (SELECT id FROM bodies WHERE file_name IS NULL)"},
    Check{"wrong sums of the queue for",
          "WITH kept AS (SELECT domain, cause, recipients, held, octets FROM queue_totals),"
          " true_ones AS (SELECT domain, last_cause, count(*), sum(state = 1), sum(octets)"
          "  FROM queue WHERE state < 2 GROUP BY domain, last_cause)"
          " SELECT DISTINCT domain FROM (SELECT * FROM (SELECT * FROM kept EXCEPT"
          "  SELECT * FROM true_ones) UNION ALL SELECT * FROM (SELECT * FROM true_ones EXCEPT"
          "  SELECT * FROM kept))"},
    Check{"dropped file that is in use",
          "SELECT id FROM bodies WHERE file_name IN (SELECT file_name FROM dropped_files)"},
};

/// The places where it looks, and what it has found.
class Inspector {
public:
    Inspector(const std::filesystem::path& data_dir, const Medium& medium, Interruption& stop)
        : data_dir_(data_dir),
          medium_(medium),
          stop_(stop),
          reader_(data_dir, medium),
          scope_(stop, reader_->db.handle()),
          view_(reader_.stores())
    {
    }

    Inspection run()
    {
        count();
        checkEngine();
        for (const Check& check : Checks)
            each(check.sql, [&](db::Row row) { add(check.meaning, row.text(0)); });
        checkFiles();
        return std::move(found_);
    }

private:
    template <class Look>
    void each(std::string_view sql, Look look)
    {
        if (stop_.isRaised()) throw db::Failure(SQLITE_INTERRUPT, "interrupted");
        reader_->db.statement(sql).each(look);
    }
    std::int64_t number(std::string_view sql)
    {
        std::int64_t value = 0;
        each(sql, [&](db::Row row) { value = row.integer(0); });
        return value;
    }
    void add(std::string_view what, const std::string& where)
    {
        if (++found_.faults > MaxFaults) return;
        found_.first_faults.push_back(std::string(what) + " " + where);
    }
    void count()
    {
        found_.accounts = number("SELECT count(*) FROM accounts");
        found_.messages = number("SELECT total(messages) FROM mailboxes");
        found_.bodies = number("SELECT count(*) FROM bodies");
        found_.files = number("SELECT count(*) FROM bodies WHERE file_name IS NOT NULL");
        found_.queued = number("SELECT count(*) FROM queue");
    }
    void checkEngine()
    {
        each("PRAGMA integrity_check(20)", [&](db::Row row) {
            if (row.view(0) != "ok") add("integrity:", row.text(0));
        });
    }
    void checkFiles()
    {
        each("SELECT id, file_name, octets FROM bodies WHERE file_name IS NOT NULL",
             [&](db::Row row) { checkFile(row); });
    }
    void checkFile(db::Row row)
    {
        const auto size = medium_.fileLayer().size(bodyPath(data_dir_, row.view(1)));
        if (size && *size == row.integer(2)) return;
        // Our view is as old as we are: the body may have been erased meanwhile.
        if (!Reader(data_dir_, medium_)->bodies.isFileKnown(row.view(1))) return;
        add(size ? "wrong file of body" : "missing file of body", row.text(0));
    }

    const std::filesystem::path& data_dir_;
    const Medium& medium_;
    Interruption& stop_;
    Reader reader_;
    Interruption::Scope scope_;
    ReadTransaction view_; // a delivery meanwhile confuses no sum
    Inspection found_;
};

} // namespace

void Interruption::raise()
{
    const std::lock_guard lock(mutex_);
    is_raised_ = true;
    if (handle_) sqlite3_interrupt(handle_);
}

bool Interruption::isRaised() const
{
    const std::lock_guard lock(mutex_);
    return is_raised_;
}

Interruption::Scope::Scope(Interruption& interruption, sqlite3* handle)
    : interruption_(interruption)
{
    const std::lock_guard lock(interruption_.mutex_);
    interruption_.handle_ = handle;
}

Interruption::Scope::~Scope()
{
    const std::lock_guard lock(interruption_.mutex_);
    interruption_.handle_ = nullptr;
}

Result<Inspection>
inspect(const std::filesystem::path& data_dir, Interruption& interruption, const Medium& medium)
{
    try {
        Inspection found = Inspector(data_dir, medium, interruption).run();
        if (!interruption.isRaised()) return found;
    } catch (const db::Failure& failure) {
        if (!interruption.isRaised()) return failure.asError();
    }
    return Error(Code::timeout, "the check was interrupted before its end");
}

Result<> verify(const std::filesystem::path& data_dir, const Medium& medium)
{
    Interruption never;
    const auto found = inspect(data_dir, never, medium);
    if (!found) return found.error();
    if (found->faults == 0) return {};
    std::string text = std::to_string(found->faults) + " faults:\n";
    for (const std::string& fault : found->first_faults) text += fault + "\n";
    return Error(Code::corrupt, text);
}

} // namespace roost::store
