// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever another server answers has an explanation, and is taken apart within bounds.
#include "shared/explanations/explanations.h"
#include "shared/explanations/reply.h"
#include "tests/fuzz/check.h"

using roost::explanations::Cause;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto octets = asText(data, size);
    const auto reply = roost::explanations::readReply(octets);
    check(reply.code == 0 || (reply.code >= 200 && reply.code < 600), "a code");
    check(reply.status.size() <= 11, "a status");
    check(reply.text.size() <= octets.size(), "no more text than octets");
    for (const Cause cause : {Cause::refused, Cause::http_refused}) {
        const auto& found = roost::explanations::explain(cause, octets);
        check(roost::explanations::find(found.id) == &found, "one of the catalogue");
    }
    return 0;
}
