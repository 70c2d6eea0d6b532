// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/keyed_hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace roost::trust {

KeyedHash::Key drawKey()
{
    KeyedHash::Key key;
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
        throw std::runtime_error("no randomness");
    return key;
}

KeyedHash::KeyedHash() : key_(drawKey()) {}

KeyedHash::~KeyedHash()
{
    OPENSSL_cleanse(key_.data(), key_.size());
}

KeyedHash::Digest KeyedHash::operator()(std::initializer_list<std::string_view> parts) const
{
    std::string text;
    for (const std::string_view part : parts) {
        text += std::to_string(part.size());
        text += ':';
        text += part;
    }
    Digest digest{};
    unsigned length = 0;
    const auto* octets = reinterpret_cast<const unsigned char*>(text.data());
    const bool done = HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), octets,
                           text.size(), digest.data(), &length)
                      != nullptr;
    OPENSSL_cleanse(text.data(), text.size());
    if (!done) throw std::runtime_error("HMAC failed");
    return digest;
}

} // namespace roost::trust
