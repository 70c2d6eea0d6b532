// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/body_store.h"

#include "backend/store/db/database.h"

#include <chrono>
#include <stdexcept>

namespace roost::store {
namespace {

// Of one job: each erased page is written, so that nothing can be read from it any more.
constexpr std::int64_t ErasedBodies = 100;
constexpr std::int64_t ErasedOctets = 1 << 20;
constexpr auto ErasingTime = std::chrono::milliseconds(20); // a slow disk does fewer of them

} // namespace

BodyId BodyStore::add(const NewBody& body)
{
    auto insert = db_.statement("INSERT INTO bodies (refs, octets, file_name)"
                                " VALUES (0, :octets, :file_name) RETURNING id");
    insert.bind(":octets", body.octets);
    if (!body.file_name.empty()) insert.bind(":file_name", body.file_name);
    const BodyId id = *insert.first([](db::Row row) { return row.integer(0); });
    if (body.file_name.empty())
        db_.statement("INSERT INTO body_contents (body_id, content) VALUES (:id, :content)")
            .bind(":id", id)
            .bindOctets(":content", body.content)
            .run();
    return id;
}

std::optional<Body> BodyStore::load(BodyId id)
{
    return db_
        .statement("SELECT content, file_name, octets FROM bodies"
                   " LEFT JOIN body_contents ON body_id = id WHERE id = :id")
        .bind(":id", id)
        .first([](db::Row row) {
            return Body{row.text(0), row.text(1), row.integer(2)};
        });
}

void BodyStore::addReference(BodyId id)
{
    if (db_.statement("UPDATE bodies SET refs = refs + 1 WHERE id = :id").bind(":id", id).run()
        != 1)
        throw std::logic_error("a reference to a body that does not exist");
}

void BodyStore::dropUnused(BodyId id)
{
    db_.statement("DELETE FROM bodies WHERE id = :id AND refs = 0").bind(":id", id).run();
}

bool BodyStore::eraseSomeUnused()
{
    std::vector<BodyId> unused;
    std::int64_t octets = 0;
    db_.statement("SELECT id, iif(file_name IS NULL, octets, 0) FROM unused_bodies"
                  " JOIN bodies ON id = body_id WHERE refs = 0 ORDER BY body_id LIMIT :limit")
        .bind(":limit", ErasedBodies)
        .eachWhile([&](db::Row row) {
            unused.push_back(row.integer(0));
            octets += row.integer(1);
            return octets < ErasedOctets;
        });
    const auto end = std::chrono::steady_clock::now() + ErasingTime;
    for (const BodyId id : unused) {
        dropUnused(id);
        if (std::chrono::steady_clock::now() >= end) break;
    }
    return !unused.empty();
}

std::vector<std::string> BodyStore::droppedFiles(std::int64_t limit)
{
    return db_.statement("SELECT file_name FROM dropped_files LIMIT :limit")
        .bind(":limit", limit)
        .all([](db::Row row) { return row.text(0); });
}

void BodyStore::forget(const std::vector<std::string>& file_names)
{
    for (const std::string& name : file_names)
        db_.statement("DELETE FROM dropped_files WHERE file_name = :name")
            .bind(":name", name)
            .run();
}

bool BodyStore::isFileKnown(std::string_view file_name)
{
    return db_.statement("SELECT 1 FROM bodies WHERE file_name = :name")
        .bind(":name", file_name)
        .first([](db::Row) { return true; })
        .has_value();
}

} // namespace roost::store
