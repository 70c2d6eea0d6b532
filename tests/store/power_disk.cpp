// SPDX-License-Identifier: GPL-3.0-or-later
#include "power_disk.h"

#include "power_vfs.h"

#include <algorithm>
#include <cstring>

namespace roost::test {
namespace {

constexpr std::size_t Sector = 512;

void redo(std::string& content, const PowerDisk::Change& change)
{
    if (change.truncates) {
        if (content.size() > change.offset) content.resize(change.offset);
        return;
    }
    if (content.size() < change.offset + change.octets.size())
        content.resize(change.offset + change.octets.size());
    content.replace(change.offset, change.octets.size(), change.octets);
}

/// The parts of a write that reach the disk one by one.
std::vector<PowerDisk::Change> sectors(const PowerDisk::Change& change)
{
    if (change.truncates) return {change};
    std::vector<PowerDisk::Change> parts;
    for (std::size_t done = 0; done < change.octets.size();) {
        const auto offset = change.offset + done;
        const auto length = std::min(Sector - offset % Sector, change.octets.size() - done);
        parts.push_back({offset, change.octets.substr(done, length), false});
        done += length;
    }
    return parts;
}

Error noPower()
{
    return Error(Code::unavailable, "the power is gone");
}

/// A body file being written.
class Growing final : public store::FileLayer::File {
public:
    Growing(PowerDisk& disk, PowerDisk::NodePtr node) : disk_(disk), node_(std::move(node)) {}
    Result<> append(std::string_view octets) override
    {
        const std::lock_guard lock(disk_.mutex());
        if (disk_.write(*node_, node_->seen.size(), std::string(octets)) != SQLITE_OK)
            return noPower();
        return {};
    }
    Result<> sync() override
    {
        const std::lock_guard lock(disk_.mutex());
        if (disk_.syncFile(*node_) != SQLITE_OK) return noPower();
        return {};
    }

private:
    PowerDisk& disk_;
    PowerDisk::NodePtr node_;
};

} // namespace

PowerDisk::PowerDisk(unsigned seed) : random_(seed)
{
    name_ = "power-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
    vfs_ = powerVfs(*this, name_.c_str());
    sqlite3_vfs_register(&vfs_, 0);
}

PowerDisk::~PowerDisk()
{
    sqlite3_vfs_unregister(&vfs_);
}

store::Medium PowerDisk::medium()
{
    return {.vfs = name_, .files = this, .never_sync = false};
}

void PowerDisk::cutAfter(int operations)
{
    const std::lock_guard lock(mutex_);
    operations_left_ = operations;
}

bool PowerDisk::isCut()
{
    const std::lock_guard lock(mutex_);
    return cut_;
}

void PowerDisk::refuseWrites(int count)
{
    const std::lock_guard lock(mutex_);
    refusals_ = count;
}

void PowerDisk::ignoreFileSyncs()
{
    const std::lock_guard lock(mutex_);
    ignores_file_syncs_ = true;
}

void PowerDisk::restart()
{
    const std::lock_guard lock(mutex_);
    for (auto& [name, node] : removed_)
        if (random_() % 2 == 0) files_.try_emplace(name, node); // the unlink was lost
    removed_.clear();
    std::erase_if(files_, [&](const auto& file) {
        return !file.second->entry_durable && random_() % 2 == 0;
    });
    for (auto& [name, node] : files_) settle(*node);
    cut_ = false;
    operations_left_ = 0;
}

/// What is left of a file: all pending lost, a first part kept, or any sectors of it.
void PowerDisk::settle(Node& node)
{
    const auto fate = random_() % 3;
    const auto kept = node.pending.empty() ? 0 : random_() % (node.pending.size() + 1);
    for (std::size_t i = 0; i < node.pending.size(); ++i) {
        if (fate == 0 || (fate == 1 && i >= kept)) break;
        for (const Change& part : sectors(node.pending[i]))
            if (fate == 1 || random_() % 2 == 0) redo(node.durable, part);
    }
    node.pending.clear();
    node.seen = node.durable;
    node.entry_durable = true;
    node.shared_memory.clear();
}

bool PowerDisk::spend()
{
    if (cut_) return false;
    if (operations_left_ > 0 && --operations_left_ == 0) cut_ = true;
    return true;
}

int PowerDisk::read(Node& node, void* to, std::size_t octets, std::size_t offset)
{
    if (cut_) return SQLITE_IOERR_READ;
    const auto there = offset < node.seen.size() ? std::min(octets, node.seen.size() - offset) : 0;
    std::memcpy(to, node.seen.data() + (there > 0 ? offset : 0), there);
    if (there == octets) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + there, 0, octets - there);
    return SQLITE_IOERR_SHORT_READ;
}

int PowerDisk::write(Node& node, std::size_t offset, std::string octets)
{
    if (cut_) return SQLITE_IOERR_WRITE;
    if (refusals_ > 0) {
        --refusals_;
        return SQLITE_FULL;
    }
    node.pending.push_back({offset, std::move(octets), false});
    redo(node.seen, node.pending.back());
    return spend() && !cut_ ? SQLITE_OK : SQLITE_IOERR_WRITE; // it may be there all the same
}

int PowerDisk::truncate(Node& node, std::size_t octets)
{
    if (cut_) return SQLITE_IOERR_TRUNCATE;
    node.pending.push_back({octets, {}, true});
    redo(node.seen, node.pending.back());
    return spend() && !cut_ ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int PowerDisk::sync(Node& node)
{
    if (!spend() || cut_) return SQLITE_IOERR_FSYNC;
    for (const Change& change : node.pending) redo(node.durable, change);
    node.pending.clear();
    return SQLITE_OK;
}

int PowerDisk::syncFile(Node& node)
{
    if (!ignores_file_syncs_) return sync(node);
    return spend() && !cut_ ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

PowerDisk::NodePtr PowerDisk::open(const std::string& name, bool create)
{
    const auto found = files_.find(name);
    if (found != files_.end()) return found->second;
    if (!create || cut_) return nullptr;
    auto node = std::make_shared<Node>();
    node->entry_durable = true; // SQLite's own VFS sees to that for the files of a database
    files_.emplace(name, node);
    return node;
}

bool PowerDisk::exists(const std::string& name)
{
    return files_.contains(name);
}

void PowerDisk::removeNow(const std::string& name)
{
    if (!cut_) files_.erase(name);
}

std::optional<std::string> PowerDisk::content(const std::filesystem::path& file)
{
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(file.string());
    if (found == files_.end()) return std::nullopt;
    return found->second->seen;
}

Result<> PowerDisk::makeFolder(const std::filesystem::path& folder)
{
    const std::lock_guard lock(mutex_);
    if (cut_) return noPower();
    folders_[folder.parent_path().string()].insert(folder.filename().string());
    return {};
}

Result<> PowerDisk::syncFolder(const std::filesystem::path& folder)
{
    const std::lock_guard lock(mutex_);
    if (!spend() || cut_) return noPower();
    const std::string prefix = folder.string() + "/";
    for (auto at = files_.lower_bound(prefix); at != files_.end() && at->first.starts_with(prefix);
         ++at)
        at->second->entry_durable = true;
    std::erase_if(removed_, [&](const auto& file) { return file.first.starts_with(prefix); });
    return {};
}

Result<std::unique_ptr<store::FileLayer::File>> PowerDisk::create(const std::filesystem::path& file)
{
    const std::lock_guard lock(mutex_);
    if (cut_ || exists(file.string())) return noPower();
    auto node = std::make_shared<Node>();
    files_.emplace(file.string(), node);
    return std::unique_ptr<File>(std::make_unique<Growing>(*this, std::move(node)));
}

void PowerDisk::remove(const std::filesystem::path& file)
{
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(file.string());
    if (cut_ || found == files_.end()) return;
    removed_.insert(*found);
    files_.erase(found);
}

std::vector<std::string> PowerDisk::names(const std::filesystem::path& folder)
{
    const std::lock_guard lock(mutex_);
    std::vector<std::string> result;
    const auto inside = folders_.find(folder.string());
    if (inside != folders_.end()) result.assign(inside->second.begin(), inside->second.end());
    const std::string prefix = folder.string() + "/";
    for (auto at = files_.lower_bound(prefix); at != files_.end() && at->first.starts_with(prefix);
         ++at)
        if (at->first.find('/', prefix.size()) == std::string::npos)
            result.push_back(at->first.substr(prefix.size()));
    return result;
}

std::optional<std::int64_t> PowerDisk::size(const std::filesystem::path& file)
{
    const auto found = content(file);
    if (!found) return std::nullopt;
    return static_cast<std::int64_t>(found->size());
}

} // namespace roost::test
