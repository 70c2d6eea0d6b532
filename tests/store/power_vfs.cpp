// SPDX-License-Identifier: GPL-3.0-or-later
#include "power_vfs.h"

#include "power_disk.h"

#include <algorithm>
#include <new>

namespace roost::test {
namespace {

using Guard = std::lock_guard<std::mutex>;

/// Lies in memory that SQLite gives: made by xOpen, ended by xClose.
struct OpenFile {
    sqlite3_file base;
    PowerDisk* disk;
    PowerDisk::NodePtr node;
    int level;       // of the file lock
    bool shares;     // memory of the node
    int shm_held[8]; // 0, SQLITE_SHM_SHARED or SQLITE_SHM_EXCLUSIVE
};

OpenFile& self(sqlite3_file* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

PowerDisk& disk(sqlite3_vfs* vfs)
{
    return *static_cast<PowerDisk*>(vfs->pAppData);
}

int unlockFile(sqlite3_file* file, int level)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    auto& node = *open.node;
    if (node.exclusive == &open && level < SQLITE_LOCK_EXCLUSIVE) node.exclusive = nullptr;
    if (node.reserved == &open && level < SQLITE_LOCK_RESERVED) node.reserved = nullptr;
    if (open.level >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --node.readers;
    open.level = std::min(open.level, level);
    return SQLITE_OK;
}

int lockFile(sqlite3_file* file, int level)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    auto& node = *open.node;
    if (open.level >= level) return SQLITE_OK;
    if (node.exclusive && node.exclusive != &open) return SQLITE_BUSY;
    if (level >= SQLITE_LOCK_RESERVED && node.reserved && node.reserved != &open)
        return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && node.readers > 1) return SQLITE_BUSY;
    if (open.level < SQLITE_LOCK_SHARED) ++node.readers;
    if (level >= SQLITE_LOCK_RESERVED) node.reserved = &open;
    if (level == SQLITE_LOCK_EXCLUSIVE) node.exclusive = &open;
    open.level = level;
    return SQLITE_OK;
}

int checkReserved(sqlite3_file* file, int* reserved)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    *reserved = open.node->reserved != nullptr;
    return SQLITE_OK;
}

int shmMap(sqlite3_file* file, int region, int size, int extend, void volatile** memory)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    auto& regions = open.node->shared_memory;
    if (!open.shares) ++open.node->sharers;
    open.shares = true;
    const auto wanted = static_cast<std::size_t>(region);
    while (extend && regions.size() <= wanted)
        regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *memory = wanted < regions.size() ? regions[wanted].get() : nullptr;
    return SQLITE_OK;
}

int shmLock(sqlite3_file* file, int first, int count, int flags)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    auto& node = *open.node;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (int i = first; i < first + count; ++i) {
        if (flags & SQLITE_SHM_UNLOCK) continue;
        if (open.shm_held[i] != 0) continue;
        if (node.shm_exclusive[i] || (exclusive && node.shm_shared[i] > 0)) return SQLITE_BUSY;
    }
    for (int i = first; i < first + count; ++i) {
        int& held = open.shm_held[i];
        if (flags & SQLITE_SHM_UNLOCK) {
            if (held == SQLITE_SHM_EXCLUSIVE) node.shm_exclusive[i] = false;
            if (held == SQLITE_SHM_SHARED) --node.shm_shared[i];
            held = 0;
        } else if (held == 0) {
            held = exclusive ? SQLITE_SHM_EXCLUSIVE : SQLITE_SHM_SHARED;
            if (exclusive)
                node.shm_exclusive[i] = true;
            else
                ++node.shm_shared[i];
        }
    }
    return SQLITE_OK;
}

void shmBarrier(sqlite3_file* file)
{
    const Guard guard(self(file).disk->mutex());
}

int shmUnmap(sqlite3_file* file, int)
{
    shmLock(file, 0, 8, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    if (open.shares && --open.node->sharers == 0) open.node->shared_memory.clear();
    open.shares = false;
    return SQLITE_OK;
}

int closeFile(sqlite3_file* file)
{
    shmUnmap(file, 0);
    unlockFile(file, SQLITE_LOCK_NONE);
    self(file).node.~shared_ptr();
    return SQLITE_OK;
}

int readFile(sqlite3_file* file, void* to, int octets, sqlite3_int64 offset)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    return open.disk->read(*open.node, to, static_cast<std::size_t>(octets),
                           static_cast<std::size_t>(offset));
}

int writeFile(sqlite3_file* file, const void* from, int octets, sqlite3_int64 offset)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    return open.disk->write(
        *open.node, static_cast<std::size_t>(offset),
        std::string(static_cast<const char*>(from), static_cast<std::size_t>(octets)));
}

int truncateFile(sqlite3_file* file, sqlite3_int64 octets)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    return open.disk->truncate(*open.node, static_cast<std::size_t>(octets));
}

int syncFile(sqlite3_file* file, int)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    return open.disk->sync(*open.node);
}

int fileSize(sqlite3_file* file, sqlite3_int64* octets)
{
    OpenFile& open = self(file);
    const Guard guard(open.disk->mutex());
    *octets = static_cast<sqlite3_int64>(open.node->seen.size());
    return SQLITE_OK;
}

int control(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return 4096;
}

int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; // as SQLite's own VFS says
}

const sqlite3_io_methods Methods = {
    2,        closeFile,  readFile,      writeFile, truncateFile, syncFile,        fileSize,
    lockFile, unlockFile, checkReserved, control,   sectorSize,   characteristics, shmMap,
    shmLock,  shmBarrier, shmUnmap,      nullptr,   nullptr};

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags)
{
    file->pMethods = nullptr;
    if (!name) return SQLITE_CANTOPEN; // the store keeps temporary data in memory
    const Guard guard(disk(vfs).mutex());
    auto node = disk(vfs).open(name, (flags & SQLITE_OPEN_CREATE) != 0);
    if (!node) return SQLITE_CANTOPEN;
    auto* open = new (file) OpenFile{};
    open->disk = &disk(vfs);
    open->node = std::move(node);
    open->base.pMethods = &Methods;
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int)
{
    const Guard guard(disk(vfs).mutex());
    disk(vfs).removeNow(name);
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs* vfs, const char* name, int, int* there)
{
    const Guard guard(disk(vfs).mutex());
    *there = disk(vfs).exists(name);
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* name, int size, char* full)
{
    sqlite3_snprintf(size, full, "%s", name);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int octets, char* to)
{
    auto* usual = sqlite3_vfs_find(nullptr);
    return usual->xRandomness(usual, octets, to);
}

int sleepFor(sqlite3_vfs*, int microseconds)
{
    auto* usual = sqlite3_vfs_find(nullptr);
    return usual->xSleep(usual, microseconds);
}

int currentTime(sqlite3_vfs*, double* days)
{
    auto* usual = sqlite3_vfs_find(nullptr);
    return usual->xCurrentTime(usual, days);
}

} // namespace

sqlite3_vfs powerVfs(PowerDisk& owner, const char* name)
{
    sqlite3_vfs vfs{};
    vfs.iVersion = 1;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.mxPathname = 512;
    vfs.zName = name;
    vfs.pAppData = &owner;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    return vfs;
}

} // namespace roost::test
