// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roost::net::dns {

/// The record types we know, by their numbers on the wire.
enum class Type : std::uint16_t {
    a = 1,
    ns = 2,
    cname = 5,
    soa = 6,
    ptr = 12,
    mx = 15,
    txt = 16,
    aaaa = 28,
    srv = 33,
    tlsa = 52,
    caa = 257,
};

enum class Status {
    found,
    no_data,      // the name exists, but has no record of this type
    no_such_name, // for ever, as far as anybody can tell (NXDOMAIN)
    failed,       // for now: no answer in time, SERVFAIL, a forged or broken answer
};

/// How old an answer may be.
enum class Freshness {
    cached, // as long as the records' time to live allows
    recent, // at most a minute: for a second try when a cached key did not fit
};

/// What the name system says. CNAMEs have been followed.
struct Answer {
    Status status = Status::failed;
    std::vector<std::string> records; // raw rdata without compression; see decode.h
    bool is_secure = false;           // proved by DNSSEC, also when it says that there is nothing
    bool is_bogus = false;            // failed because DNSSEC says that it was forged
    std::string canonical_name;       // of the records: lower case, no final dot
    std::string why;                  // when failed, in plain words
    std::int64_t ttl_seconds = 0;

    bool operator==(const Answer&) const = default;
};

/// "No answer for now", and why.
inline Answer failure(std::string why)
{
    Answer answer;
    answer.why = std::move(why);
    return answer;
}

} // namespace roost::net::dns
