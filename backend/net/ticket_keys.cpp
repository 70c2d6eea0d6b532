// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/ticket_keys.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

namespace roost::net {
namespace {

TicketKeys::Key freshKey()
{
    TicketKeys::Key key;
    static_assert(sizeof key == 80, "no padding: filled as a whole");
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&key), sizeof key) != 1)
        throw std::runtime_error("no randomness for ticket keys");
    return key;
}

bool hasName(const TicketKeys::Key& key, const unsigned char* name)
{
    return std::equal(key.name.begin(), key.name.end(), name);
}

} // namespace

TicketKeys::TicketKeys(Time now) : current_(freshKey()), previous_(freshKey()), made_at_(now) {}

TicketKeys::~TicketKeys()
{
    OPENSSL_cleanse(&current_, sizeof current_);
    OPENSSL_cleanse(&previous_, sizeof previous_);
}

TicketKeys::Key TicketKeys::current(Time now)
{
    const std::lock_guard lock(mutex_);
    rotate(now);
    return current_;
}

std::optional<TicketKeys::Found> TicketKeys::find(const unsigned char* name, Time now)
{
    const std::lock_guard lock(mutex_);
    rotate(now);
    if (hasName(current_, name)) return Found{current_, true};
    if (hasName(previous_, name)) return Found{previous_, false};
    return std::nullopt;
}

void TicketKeys::rotate(Time now)
{
    const auto age = now - made_at_;
    if (age < Lifetime) return;
    // After a quiet day even the present key is too old to be honoured.
    previous_ = age < 2 * Lifetime ? current_ : freshKey();
    current_ = freshKey();
    made_at_ = now;
}

} // namespace roost::net
