// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/verify.h"

#include "backend/store/body_files.h"
#include "backend/store/connection.h"
#include "backend/store/stores.h"

#include <array>

namespace roost::store {
namespace {

constexpr std::size_t MaxFaults = 20; // in the report

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
    Check{"dropped file that is in use",
          "SELECT id FROM bodies WHERE file_name IN (SELECT file_name FROM dropped_files)"},
};

class Faults {
public:
    void add(std::string_view what, const std::string& where)
    {
        if (++count_ > MaxFaults) return;
        text_ += std::string(what) + " " + where + "\n";
    }
    Result<> verdict() const
    {
        if (count_ == 0) return {};
        return Error(Code::corrupt, std::to_string(count_) + " faults:\n" + text_);
    }

private:
    std::size_t count_ = 0;
    std::string text_;
};

void checkEngine(db::Database& db, Faults& faults)
{
    db.statement("PRAGMA integrity_check(20)").each([&](db::Row row) {
        if (row.view(0) != "ok") faults.add("integrity:", row.text(0));
    });
}

void checkRows(db::Database& db, Faults& faults)
{
    for (const Check& check : Checks)
        db.statement(check.sql).each([&](db::Row row) { faults.add(check.meaning, row.text(0)); });
}

void checkFiles(db::Database& db,
                const std::filesystem::path& data_dir,
                FileLayer& layer,
                Faults& faults)
{
    db.statement("SELECT id, file_name, octets FROM bodies WHERE file_name IS NOT NULL")
        .each([&](db::Row row) {
            const auto size = layer.size(bodyPath(data_dir, row.view(1)));
            if (!size) faults.add("missing file of body", row.text(0));
            if (size && *size != row.integer(2)) faults.add("wrong file of body", row.text(0));
        });
}

} // namespace

Result<> verify(const std::filesystem::path& data_dir, const Medium& medium)
{
    try {
        Reader reader(data_dir, medium);
        const ReadTransaction view(reader.stores()); // a delivery meanwhile confuses no sum
        Faults faults;
        checkEngine(reader->db, faults);
        checkRows(reader->db, faults);
        checkFiles(reader->db, data_dir, medium.fileLayer(), faults);
        return faults.verdict();
    } catch (const db::Failure& failure) {
        return failure.asError();
    }
}

} // namespace roost::store
