// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the message, answers are in the grammar and parts are octets of the message.
#include "backend/mime/message.h"
#include "tests/fuzz/check.h"
#include "tests/mime/answer_grammar.h"

using namespace roost::mime;

namespace {

void checkPart(Message& message, std::string_view text, const std::vector<std::uint32_t>& path)
{
    const auto body = message.section({path, SectionKind::whole, {}});
    const auto mime = message.section({path, SectionKind::mime, {}});
    check(body.has_value() == mime.has_value(), "a part has a header");
    if (!body) return;
    check(text.find(*body) != std::string_view::npos, "a part is octets of the message");
    check(text.find(*mime) != std::string_view::npos, "its header too");
    const auto header = message.section({path, SectionKind::header, {}});
    const auto inner = message.section({path, SectionKind::text, {}});
    check(header.has_value() == inner.has_value(), "an embedded message has both");
    if (header) check(*header + *inner == *body, "and is both");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    Message message(text);
    check(AnswerGrammar::isEnvelope(message.envelope()), "envelope");
    check(AnswerGrammar::isBody(message.bodyStructure(false), false), "body");
    check(AnswerGrammar::isBody(message.bodyStructure(true), true), "body structure");
    for (std::uint32_t outer = 1; outer < 4; ++outer) {
        checkPart(message, text, {outer});
        for (std::uint32_t inner = 1; inner < 4; ++inner) checkPart(message, text, {outer, inner});
    }
    const auto named = headerFields(headerOf(text), {"subject"}, false);
    const auto others = headerFields(headerOf(text), {"subject"}, true);
    check(named.size() + others.size() <= headerOf(text).size() + 8, "a field is in one of both");
    (void)message.textContains("k\xc3\xb6ln");
    (void)message.sentDay();
    return 0;
}
