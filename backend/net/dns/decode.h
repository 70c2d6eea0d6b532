// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/answer.h"
#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Reads the rdata that others wrote: every record may be hostile. A record that is malformed is
/// left out. All of these expect a found Answer of their type; others give nothing.
namespace roost::net::dns {

/// A host that takes a domain's mail. An empty name says that nobody does (RFC 7505).
struct MxHost {
    std::uint16_t preference = 0;
    std::string name; // lower case, no final dot

    bool operator==(const MxHost&) const = default;
};

/// What a certificate must match (RFC 6698 §2.1).
struct Tlsa {
    std::uint8_t usage = 0;
    std::uint8_t selector = 0;
    std::uint8_t matching = 0;
    std::string data;

    bool operator==(const Tlsa&) const = default;
};

/// The hosts by preference, the best first, at most MaxMxHosts of them. A null MX stands alone:
/// beside any other record, also a malformed one, it means nothing.
/// Errors: invalid when there are records but none can be used.
Result<std::vector<MxHost>> mxHosts(const Answer& answer);
constexpr std::size_t MaxMxHosts = 100;

/// The texts of TXT records, the strings of each put together (RFC 7208 §3.3).
std::vector<std::string> texts(const Answer& answer);

std::vector<Tlsa> tlsas(const Answer& answer);

/// Where the TLSA records of a TCP service are: `_25._tcp.mx.example`.
std::string tlsaName(std::uint16_t port, std::string_view host);

/// Whether this can be asked for: letters, digits, `-`, `_` and `/` in labels of at most 63 octets,
/// 253 in all; one final dot is allowed.
bool isName(std::string_view name);

} // namespace roost::net::dns
