// SPDX-License-Identifier: GPL-3.0-or-later
// What a foreign server may say: the lines of SMTP replies, an MTA-STS policy, and its record.
// Whatever comes is bounded and printable, and nothing is allowed that no line allows.
#include "backend/delivery/remote/dot_stuffer.h"
#include "backend/delivery/remote/mta_sts_policy.h"
#include "backend/delivery/remote/smtp_reply.h"
#include "shared/base/text.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <string>

using namespace roost;
using namespace roost::delivery::remote;

namespace {

void checkReply(std::string_view text)
{
    SmtpReplyReader reader;
    for (const std::string_view line : split(text, '\n')) {
        const auto state = reader.add(line);
        const SmtpReply& reply = reader.reply();
        check((state == SmtpReplyReader::State::broken) == reply.isNone(), "a reply has a code");
        if (state == SmtpReplyReader::State::more) continue;
        check(reply.isNone() || (reply.code >= 200 && reply.code < 600), "a code of SMTP");
        check(reply.lines.size() <= SmtpReplyReader::MaxLines, "so many lines");
        const std::string words = reply.text();
        check(words.size() <= 1000, "short enough to show");
        check(
            std::ranges::none_of(words, [](char c) { return static_cast<unsigned char>(c) < ' '; }),
            "no control characters");
        if (!reply.isNone())
            check(reply.status()[0] == std::to_string(reply.code)[0], "status and code agree");
        const auto able = SmtpAbilities::of(reply);
        check(!able.max_size || *able.max_size > 0, "a limit is positive");
        reader = SmtpReplyReader();
    }
}

void checkPolicy(std::string_view text)
{
    const auto policy = MtaStsPolicy::parse(text);
    if (!policy) return;
    check(policy->max_age >= 0 && policy->max_age <= MtaStsPolicy::LongestAge, "a bounded age");
    check(policy->patterns.size() <= MtaStsPolicy::MaxPatterns, "bounded hosts");
    check(policy->mode == MtaStsPolicy::Mode::none || !policy->patterns.empty(), "hosts");
    const bool has_star = std::ranges::any_of(
        policy->patterns, [](const std::string& pattern) { return pattern.starts_with("*."); });
    for (const std::string& pattern : policy->patterns)
        check(pattern.starts_with("*.") || policy->allows(pattern), "a host is allowed by itself");
    if (policy->mode == MtaStsPolicy::Mode::enforce && !has_star)
        check(!policy->allows("no such host"), "nobody else is");
}

void checkStuffing(std::string_view text)
{
    DotStuffer whole;
    DotStuffer split_up;
    std::string once;
    std::string in_pieces;
    whole.stuff(text, once);
    for (const char c : text) split_up.stuff(std::string_view(&c, 1), in_pieces);
    once += whole.end();
    in_pieces += split_up.end();
    check(once == in_pieces, "at every split");
    check(("\r\n" + once).find("\n.\r\n") == once.size() - 2, "it ends once, at its end");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, size);
    checkReply(text);
    checkPolicy(text);
    checkStuffing(text);
    if (const auto id = mtaStsId({std::string(text)})) check(id->size() <= 32, "a short version");
    return 0;
}
