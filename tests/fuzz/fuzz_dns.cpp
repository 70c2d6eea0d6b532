// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever rdata says, what is read of it is a name, a text of its length or nothing.
#include "backend/net/dns/addresses.h"
#include "backend/net/dns/decode.h"
#include "backend/net/dns/options.h"
#include "shared/base/text.h"
#include "tests/fuzz/check.h"

#include <algorithm>

using namespace roost::net::dns;

namespace {

/// The input as records: each begins with its length in two octets.
Answer answerOf(std::string_view text)
{
    Answer answer;
    answer.status = Status::found;
    while (text.size() >= 2) {
        const auto length = static_cast<std::size_t>(static_cast<unsigned char>(text[0]) << 8
                                                     | static_cast<unsigned char>(text[1]));
        const auto record = text.substr(2, length);
        answer.records.emplace_back(record);
        text.remove_prefix(2 + record.size());
    }
    return answer;
}

void checkHosts(const Answer& answer)
{
    const auto hosts = mxHosts(answer);
    if (!hosts) return check(!answer.records.empty(), "only records are refused");
    check(hosts->size() <= MaxMxHosts, "bounded");
    check(std::ranges::is_sorted(*hosts, {}, &MxHost::preference), "by preference");
    for (const MxHost& host : *hosts) {
        check(host.name.empty() || isName(host.name), "a name that can be asked for");
        check(!host.name.empty() || hosts->size() == 1, "a null MX stands alone");
        check(host.name == roost::lower(host.name), "lower case");
    }
}

std::size_t octetsIn(const Answer& answer)
{
    std::size_t all = 0;
    for (const std::string& record : answer.records) all += record.size();
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const Answer answer = answerOf(text);
    checkHosts(answer);
    std::size_t octets = 0;
    for (const std::string& whole : texts(answer)) octets += whole.size() + 1;
    check(octets <= octetsIn(answer), "texts come from the records");
    for (const Tlsa& pin : tlsas(answer)) check(!pin.data.empty(), "something to compare");
    check(addresses(answer).size() <= answer.records.size(), "one address a record");
    if (isName(text)) check(text.find('\0') == text.npos && text.size() <= 254, "a name");
    if (const auto servers = forwarderList(text))
        for (const std::string& server : *servers) check(!server.empty(), "a server");
    return 0;
}
