// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/keyed_hash.h"
#include "shared/base/result.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace roost::accounts {

/// Turns addresses into what ClosedStore keeps. The key lies in DATA/closed_addresses.key, apart
/// from the database, from the first closing on; when it is lost, so are the closings. Any thread.
class ClosedAddresses {
public:
    explicit ClosedAddresses(std::filesystem::path data_dir);

    /// Makes the key if there is none. Blocking. Errors: unavailable.
    Result<> prepare();
    /// Nothing when there is no key: no address was ever closed.
    std::optional<std::string> digest(std::string_view address) const;

private:
    std::shared_ptr<const trust::KeyedHash> hash() const;

    const std::filesystem::path file_;
    mutable std::mutex mutex_;
    std::shared_ptr<const trust::KeyedHash> hash_; // null: no key
};

} // namespace roost::accounts
