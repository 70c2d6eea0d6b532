// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

/// What a hostile message may cost at most; past a limit the answer gets coarser, never wrong.
namespace roost::mime {

constexpr std::size_t MaxDepth = 50;              // nested multiparts and messages
constexpr std::size_t MaxParts = 1000;            // in the whole message
constexpr std::size_t MaxParameters = 50;         // of one Content-Type or Content-Disposition
constexpr std::size_t MaxAddresses = 1000;        // of one address field
constexpr std::size_t MaxLanguages = 50;          // of one Content-Language
constexpr std::size_t MaxFieldOctets = 64 * 1024; // of a field we take apart
constexpr std::size_t MaxStringOctets = 8 * 1024; // of one string in an answer
constexpr std::size_t MaxTypeOctets = 127;        // RFC 6838 §4.2
constexpr std::size_t MaxBoundaryOctets = 200;    // RFC 2046 §5.1.1 allows 70, some send more

} // namespace roost::mime
