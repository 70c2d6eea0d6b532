// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/decode.h"

#include <openssl/ssl.h>

#include <vector>

/// Certificates that DNS announces (RFC 6698, RFC 7672). We differ from RFC 7672 §3.1: the
/// announcement only narrows what else is believed. A certificate must be valid, for the right
/// name, from an issuer that is trusted, and then also one of those announced; so a self-signed one
/// is refused though DANE-EE (usage 3) announces it, as it is where DNS says nothing.
namespace roost::net {

/// Those of `records` that mean something to a mail client: usages 2 and 3 (RFC 7672 §3.1.3) with
/// selectors and matching types that are known. None: as if nothing were announced.
std::vector<dns::Tlsa> usableForMail(std::vector<dns::Tlsa> records);

/// Whether the certificate of `ssl`, which is verified, is one of those `announced`, or was issued
/// by one of them.
bool isAnnounced(SSL* ssl, const std::vector<dns::Tlsa>& announced);

} // namespace roost::net
