// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/reading.h"

#include "shared/base/text.h"

namespace roost::net::dns {
namespace {

// RFC 1035 §4.1.1
constexpr int NoError = 0;
constexpr int ServerFailure = 2;
constexpr int NoSuchName = 3;

std::string whyFailed(int code)
{
    if (code == ServerFailure) return "the name servers of the domain gave no usable answer";
    return "the name server refused the question with code " + std::to_string(code);
}

std::string bogusReason(const char* detail)
{
    return std::string("DNSSEC says that the answer was forged: ") + (detail ? detail : "");
}

std::vector<std::string> records(const ub_result& result)
{
    std::vector<std::string> all;
    for (int i = 0; result.data && result.data[i]; ++i)
        all.emplace_back(result.data[i], static_cast<std::size_t>(result.len[i]));
    return all;
}

std::string withoutDot(std::string_view name)
{
    if (name.ends_with('.')) name.remove_suffix(1);
    return lower(name);
}

} // namespace

Answer reading(const ub_result& result)
{
    if (result.bogus) {
        Answer forged = failure(bogusReason(result.why_bogus));
        forged.is_bogus = true;
        return forged;
    }
    if (result.rcode != NoError && result.rcode != NoSuchName)
        return failure(whyFailed(result.rcode));
    Answer answer;
    answer.status = Status::no_data;
    if (result.nxdomain) answer.status = Status::no_such_name;
    if (result.havedata) answer.status = Status::found;
    answer.records = records(result);
    answer.is_secure = result.secure != 0;
    answer.canonical_name = withoutDot(result.canonname ? result.canonname : result.qname);
    answer.ttl_seconds = result.ttl;
    return answer;
}

} // namespace roost::net::dns
