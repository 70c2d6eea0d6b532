// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace roost::trust {

/// Passwords longer than this are refused everywhere: crypt(3) ends at 512 octets.
constexpr std::size_t MaxPasswordOctets = 256;

/// A fresh salted crypt(5) hash: yescrypt at its least cost, about 1.5 ms. Blocking: callers
/// offload. Throws std::runtime_error when the machine gives no randomness or memory.
std::string hashPassword(const std::string& password);

/// Whether `password` has the hash `stored`: any kind libxcrypt reads, also with Dovecot's
/// `{SHA512-CRYPT}` or `{CRYPT}` prefix. The comparison takes the same time wherever the hashes
/// differ. False for a malformed hash and for passwords with NUL or too long. Blocking.
bool verifyPassword(const std::string& password, std::string_view stored);

/// Whether `stored` is not what hashPassword makes, so that the next good login should replace it.
bool needsRehash(std::string_view stored);

/// Takes as long as verifyPassword of a hash of ours and is for nobody: answers for addresses that
/// do not exist then come no sooner than others (protocol.md I7). Blocking.
void spendOneHash(const std::string& password);

} // namespace roost::trust
