// SPDX-License-Identifier: GPL-3.0-or-later
// A message of another server gets the same verdict, header and cleaned octets however it is cut;
// what passed passes again as it was cleaned.
#include "backend/policy/incoming_check.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <string>

namespace {

struct Outcome {
    int code = 0;
    std::string cleaned; // of a message that passed, as are the next
    std::string header;
    std::string body;
    bool operator==(const Outcome&) const = default;
};

Outcome judge(std::string_view message, std::size_t step)
{
    roost::policy::IncomingCheck incoming("ann@far.test");
    Outcome outcome;
    for (; !message.empty(); message.remove_prefix(std::min(step, message.size())))
        outcome.body += incoming.feed(message.substr(0, step), outcome.cleaned);
    if (const auto refusal = incoming.finish(outcome.cleaned)) {
        check(refusal->code >= 500 && refusal->code < 600, "a permanent code");
        check(refusal->text.size() <= 400, "a short text");
        return {refusal->code, {}, {}, {}};
    }
    check(incoming.mayPass() && !incoming.author().domain.empty(), "an author");
    outcome.header = incoming.takeHeader();
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const Outcome whole = judge(text, size + 1);
    check(judge(text, 1) == whole && judge(text, 13) == whole, "at every split");
    check(whole.cleaned.size() <= size + 2, "nothing is added but an empty line");
    if (whole.code == 0) {
        check(whole.header.size() + whole.body.size() <= size + 2,
              "header and body are the message");
        const Outcome again = judge(whole.cleaned, size + 1);
        check(again.code == 0 && again.cleaned == whole.cleaned, "cleaning twice is cleaning once");
    }
    return 0;
}
