// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/account_store.h"
#include "backend/store/db/database.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>

namespace roost::store {
namespace {

constexpr std::int64_t MaxRows = 1000;
constexpr std::array<std::string_view, 5> SortColumns = {"address", "created_at", "last_seen_at",
                                                         "octets", "messages"};

/// The page is picked first, so that sums are made for its rows alone unless they are the order.
std::string pageQuery(const AccountQuery& query)
{
    const std::string direction = query.descending ? " DESC" : " ASC";
    const bool by_sum = query.sort == "octets" || query.sort == "messages";
    const std::string order =
        by_sum ? "(SELECT total(" + query.sort + ") FROM mailboxes WHERE account_id = accounts.id)"
               : query.sort;
    return "SELECT a.id, a.address, a.state, a.inbox_id, a.created_at, a.last_seen_at, a.erase_at,"
           " (SELECT sum(messages) FROM mailboxes WHERE account_id = a.id),"
           " (SELECT sum(octets) FROM mailboxes WHERE account_id = a.id)"
           " FROM (SELECT row_number() OVER () AS place, id FROM (SELECT id FROM accounts"
           "  WHERE :filter = '' OR instr(address, :filter) > 0"
           "  ORDER BY "
           + order + direction + ", id" + direction
           + " LIMIT :limit OFFSET :offset)) AS page"
             " JOIN accounts a ON a.id = page.id ORDER BY page.place";
}

AccountSummary summary(db::Row row)
{
    AccountSummary result;
    result.account = {.id = row.integer(0),
                      .address = row.text(1),
                      .password_hash = {}, // nobody who lists needs it
                      .state = stateOf(row.integer(2), row.integer(6)),
                      .inbox_id = row.integer(3),
                      .created_at = row.integer(4),
                      .last_seen_at = row.integer(5),
                      .erase_at = row.integer(6)};
    result.messages = row.integer(7);
    result.octets = row.integer(8);
    return result;
}

} // namespace

Result<AccountPage> AccountStore::list(const AccountQuery& query)
{
    if (std::ranges::find(SortColumns, query.sort) == SortColumns.end())
        return Error(Code::invalid, "sort: no such column");
    if (query.limit < 1 || query.limit > MaxRows)
        return Error(Code::invalid, "limit: must be 1..1000");
    const std::string filter = lower(query.filter);
    AccountPage page;
    page.total = *db_.statement("SELECT count(*) FROM accounts"
                                " WHERE :filter = '' OR instr(address, :filter) > 0")
                      .bind(":filter", filter)
                      .first([](db::Row row) { return row.integer(0); });
    page.rows = db_.statement(pageQuery(query))
                    .bind(":filter", filter)
                    .bind(":limit", query.limit)
                    .bind(":offset", std::max<std::int64_t>(query.offset, 0))
                    .all(summary);
    return page;
}

} // namespace roost::store
