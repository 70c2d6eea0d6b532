// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/password_hash.h"

#include <crypt.h>
#include <openssl/crypto.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace roost::trust {
namespace {

// Cost 1 takes 1.4 ms where the default takes 22 ms. Passwords here are random strings made by the
// app, which no dictionary holds; the larger cost would only make floods of logins dearer for us.
constexpr const char* NewHashPrefix = "$y$";
constexpr unsigned long NewHashCost = 1;
constexpr std::string_view NewHashStart = "$y$j75"; // how crypt_gensalt writes that cost

/// crypt(3)'s working memory: 32 KB, holds the password, wiped at the end.
struct Workspace {
    crypt_data data{};
    ~Workspace() { OPENSSL_cleanse(&data, sizeof data); }
};

/// The hash by the kind, cost and salt of `setting`; empty when libxcrypt refuses.
std::string crypted(const std::string& password, const std::string& setting)
{
    if (password.size() > MaxPasswordOctets || password.find('\0') != std::string::npos) return {};
    const auto workspace = std::make_unique<Workspace>();
    const char* hash = crypt_r(password.c_str(), setting.c_str(), &workspace->data);
    if (!hash || hash[0] == '*') return {}; // "*0": the failure token
    return hash;
}

std::string newSetting()
{
    const std::unique_ptr<char, decltype(&std::free)> setting(
        crypt_gensalt_ra(NewHashPrefix, NewHashCost, nullptr, 0), &std::free);
    if (!setting) throw std::runtime_error("crypt_gensalt_ra failed");
    return setting.get();
}

std::string_view withoutScheme(std::string_view stored)
{
    for (const std::string_view scheme : {"{SHA512-CRYPT}", "{CRYPT}"})
        if (stored.starts_with(scheme)) return stored.substr(scheme.size());
    return stored;
}

} // namespace

std::string hashPassword(const std::string& password)
{
    const std::string hash = crypted(password, newSetting());
    if (hash.empty()) throw std::runtime_error("crypt_r failed");
    return hash;
}

bool verifyPassword(const std::string& password, std::string_view stored)
{
    const std::string wanted(withoutScheme(stored));
    // Traditional DES hashes have no `$`; they are 56 bits of key and nobody wrote them for us.
    if (!wanted.starts_with('$')) return false;
    const std::string given = crypted(password, wanted);
    if (given.empty() || given.size() != wanted.size()) return false;
    return CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

bool needsRehash(std::string_view stored)
{
    return !stored.starts_with(NewHashStart);
}

void spendOneHash(const std::string& password)
{
    static const std::string Setting = newSetting();
    const std::string unused = crypted(password, Setting);
    static_cast<void>(unused);
}

} // namespace roost::trust
