// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/medium.h"

#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace roost::test {

/// A disk in memory, for the database (as a VFS) and for body files. It knows what was synced: at a
/// power cut everything else is lost, torn or kept at random, by sectors. Any thread.
class PowerDisk final : public store::FileLayer {
public:
    explicit PowerDisk(unsigned seed);
    ~PowerDisk() override;
    store::Medium medium();

    /// The power fails at the `operations`-th write or sync from now; until restart() every access
    /// fails then. 0: never.
    void cutAfter(int operations);
    bool isCut();
    /// The power is back. Nobody has a file open.
    void restart();
    /// The next `count` writes to the database and its log find the disk full.
    void refuseWrites(int count);
    /// From now on body files only seem to be synced.
    void ignoreFileSyncs();
    /// Content of a file as programs see it now.
    std::optional<std::string> content(const std::filesystem::path& file);

    Result<> makeFolder(const std::filesystem::path& folder) override;
    Result<> syncFolder(const std::filesystem::path& folder) override;
    Result<std::unique_ptr<File>> create(const std::filesystem::path& file) override;
    void remove(const std::filesystem::path& file) override;
    std::vector<std::string> names(const std::filesystem::path& folder) override;
    std::optional<std::int64_t> size(const std::filesystem::path& file) override;

    /// One file, and what was done to it since it was last synced.
    struct Change {
        std::size_t offset = 0;
        std::string octets;
        bool truncates = false; // to `offset`
    };
    struct Node {
        std::string seen;    // by programs
        std::string durable; // survives
        std::vector<Change> pending;
        bool entry_durable = false; // its name in the folder
        std::vector<std::unique_ptr<char[]>> shared_memory;
        int sharers = 0;
        int shm_shared[8] = {}; // holders per lock
        bool shm_exclusive[8] = {};
        int readers = 0; // of the file lock
        const void* reserved = nullptr;
        const void* exclusive = nullptr;
    };
    using NodePtr = std::shared_ptr<Node>;

    /// For the VFS, all under the mutex: find a file or make it, and the three things that cost.
    NodePtr open(const std::string& name, bool create);
    bool exists(const std::string& name);
    void removeNow(const std::string& name);
    int read(Node& node, void* to, std::size_t octets, std::size_t offset);
    int write(Node& node, std::size_t offset, std::string octets);
    int truncate(Node& node, std::size_t octets);
    int sync(Node& node);
    int syncFile(Node& node);
    std::mutex& mutex() { return mutex_; }

private:
    bool spend(); // one operation; false: the power is gone
    void settle(Node& node);

    std::mutex mutex_;
    std::mt19937 random_;
    std::map<std::string, NodePtr> files_;
    std::map<std::string, NodePtr> removed_; // may come back
    std::map<std::string, std::set<std::string>> folders_;
    int operations_left_ = 0;
    bool cut_ = false;
    int refusals_ = 0;
    bool ignores_file_syncs_ = false;
    std::string name_;
    sqlite3_vfs vfs_{};
};

} // namespace roost::test
