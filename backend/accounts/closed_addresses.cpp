// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/closed_addresses.h"

#include "backend/store/medium.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace roost::accounts {
namespace {

using trust::KeyedHash;

/// Null when there is none, or half a one that a crash has left.
std::shared_ptr<const KeyedHash> read(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string octets{std::istreambuf_iterator<char>(file), {}};
    KeyedHash::Key key{};
    if (octets.size() != key.size()) return nullptr;
    std::ranges::copy(octets, key.begin());
    return std::make_shared<const KeyedHash>(key);
}

Result<> write(const std::filesystem::path& path, const KeyedHash::Key& key)
{
    store::FileLayer& files = store::realFiles();
    files.remove(path);
    const auto file = files.create(path);
    if (!file) return file.error();
    const std::string_view octets(reinterpret_cast<const char*>(key.data()), key.size());
    if (const auto written = (*file)->append(octets); !written) return written.error();
    if (const auto synced = (*file)->sync(); !synced) return synced.error();
    return files.syncFolder(path.parent_path());
}

} // namespace

ClosedAddresses::ClosedAddresses(std::filesystem::path data_dir)
    : file_(std::move(data_dir) / "closed_addresses.key"), hash_(read(file_))
{
}

Result<> ClosedAddresses::prepare()
{
    const std::lock_guard lock(mutex_);
    if (hash_) return {};
    const KeyedHash::Key key = trust::drawKey();
    if (const auto written = write(file_, key); !written) return written.error();
    hash_ = std::make_shared<const KeyedHash>(key);
    return {};
}

std::optional<std::string> ClosedAddresses::digest(std::string_view address) const
{
    const auto present = hash();
    if (!present) return std::nullopt;
    const auto octets = (*present)({address});
    return std::optional<std::string>(std::in_place, octets.begin(), octets.end());
}

std::shared_ptr<const KeyedHash> ClosedAddresses::hash() const
{
    const std::lock_guard lock(mutex_);
    return hash_;
}

} // namespace roost::accounts
