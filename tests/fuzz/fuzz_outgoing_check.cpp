// SPDX-License-Identifier: GPL-3.0-or-later
// A message gets the same verdict and the same cleaned octets however it is cut, and what passed
// passes again as it was cleaned, unless the Subject made it pass.
#include "backend/policy/outgoing_check.h"
#include "tests/fuzz/check.h"

#include <string>

using roost::mail::Address;

namespace {

struct Outcome {
    int code = 0;
    std::string cleaned; // of a message that passed
    bool operator==(const Outcome&) const = default;
};

Outcome judge(std::string_view message, std::size_t step, const Address& recipient)
{
    roost::policy::OutgoingCheck outgoing("alice@relay.test", {recipient});
    Outcome outcome;
    for (; !message.empty(); message.remove_prefix(std::min(step, message.size())))
        outgoing.feed(message.substr(0, step), outcome.cleaned);
    if (const auto refusal = outgoing.finish(outcome.cleaned)) {
        check(refusal->code >= 500 && refusal->code < 600, "a permanent code");
        check(refusal->text.size() <= 400, "a short text");
        return {refusal->code, {}};
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    const Address self{"alice", "relay.test"};
    const Address other{"bob", "relay.test"};
    const Outcome whole = judge(text, size + 1, other);
    check(judge(text, 1, other) == whole && judge(text, 13, other) == whole, "at every split");
    check(whole.cleaned.size() <= size + 16 * (size / 10 + 1),
          "cleaning adds no more than Subjects");
    if (whole.code == 0) {
        check(judge(whole.cleaned, size + 1, other) == whole, "cleaning twice is cleaning once");
        check(judge(text, size + 1, self) == whole, "to oneself nothing is harder");
    }
    return 0;
}
