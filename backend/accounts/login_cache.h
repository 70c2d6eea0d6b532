// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/keyed_hash.h"

#include <cstring>
#include <mutex>
#include <string_view>
#include <unordered_set>

namespace roost::accounts {

/// Logins that were verified, as keyed hashes of address, stored hash and password: a reconnect
/// then costs one HMAC. A changed stored hash makes the old entries unreachable. Holds at most
/// 100,000, dropping those longest unused. Any thread.
class LoginCache {
public:
    using Digest = trust::KeyedHash::Digest;

    Digest
    digest(std::string_view address, std::string_view stored, std::string_view password) const
    {
        return hash_({address, stored, password});
    }
    bool knows(const Digest& digest);
    void add(const Digest& digest);

private:
    struct FirstOctets { // the digest is uniform already
        std::size_t operator()(const Digest& digest) const
        {
            std::size_t value = 0;
            std::memcpy(&value, digest.data(), sizeof value);
            return value;
        }
    };
    using Digests = std::unordered_set<Digest, FirstOctets>;
    void insert(const Digest& digest);
    trust::KeyedHash hash_;
    std::mutex mutex_;
    Digests young_; // used since the last change of generation
    Digests old_;   // the generation before
};

} // namespace roost::accounts
