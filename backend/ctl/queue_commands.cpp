// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/queue_commands.h"

#include "backend/ctl/output.h"
#include "shared/base/text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ostream>

namespace roost::ctl {

namespace {

bool isNumber(const std::string& word)
{
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t now()
{
    using std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch())
        .count();
}

/// What was changed, in words for the reader: "3 messages will be tried now".
void tell(const Context& context, std::int64_t changed, std::string_view done)
{
    if (changed == 0)
        context.out
            << "Nothing was changed: nothing in the queue fits that, or it is so already.\n";
    else
        context.out << changed << (changed == 1 ? " message " : " messages ") << done << "\n";
}

/// As it is typed in a shell: one that sees brackets may look for files.
std::string quoted(const std::string& word)
{
    return word.starts_with('[') ? "'" + printable(word) + "'" : printable(word);
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) text += " " + quoted(std::string(trimmed(word)));
    return text;
}

template <class M>
Result<> changeQueue(const Context& context,
                     const std::vector<std::string>& which,
                     std::string_view done,
                     std::string_view afterwards = {})
{
    const auto params = selection(which);
    if (!params) return params.error();
    const auto reply = context.call<M>(*params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    tell(context, reply->changed, done);
    if (reply->changed > 0 && !afterwards.empty()) context.out << afterwards << "\n";
    return {};
}

/// For verbs that promise a try, `tried`; without a promise where a rule is in the way: `waits`.
template <class M>
Result<> makeDue(const Context& context,
                 const std::vector<std::string>& which,
                 std::string_view tried,
                 std::string_view waits)
{
    const auto params = selection(which);
    if (!params) return params.error();
    const auto reply = context.call<M>(*params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    tell(context, reply->changed, reply->held_domains.empty() ? tried : waits);
    for (const std::string& domain : reply->held_domains)
        context.out << "A rule holds all mail for " << printable(domain)
                    << ", so it is not tried. To end the rule: roostctl queue release "
                    << quoted(domain) << "\n";
    return {};
}

} // namespace

Result<api::QueueSelection> selection(const std::vector<std::string>& words)
{
    api::QueueSelection which;
    for (const std::string& typed : words) {
        const std::string word(trimmed(typed));
        std::int64_t id = 0;
        const bool is_number = isNumber(word);
        if (is_number
            && std::from_chars(word.data(), word.data() + word.size(), id).ec != std::errc())
            return Error(Code::invalid, "no message has a number as large as that");
        if (is_number)
            which.ids.push_back(id);
        else if (which.domain.empty())
            which.domain = word;
        else
            return Error(Code::invalid, "one domain at a time, or numbers of messages");
    }
    if (!which.ids.empty() && !which.domain.empty())
        return Error(Code::invalid, "either numbers of messages or a domain, not both");
    return which;
}

Result<> retryQueued(const Context& context, const std::vector<std::string>& which)
{
    return makeDue<api::QueueRetry>(context, which, "will be tried now", "marked to be tried");
}

Result<>
holdQueued(const Context& context, const std::vector<std::string>& which, std::int64_t hours)
{
    const auto params = selection(which);
    if (!params) return params.error();
    if (params->domain.empty() && hours > 0)
        return Error(Code::invalid, "--for is for a destination: messages are held until they are "
                                    "released");
    if (params->domain.empty())
        return changeQueue<api::QueueHold>(context, which, "held",
                                           "To let go: roostctl queue release" + joined(which));
    api::QueueRuleSet::Params rule;
    rule.domain = params->domain;
    if (hours > 0) rule.until_at = now() + hours * 3600;
    const auto reply = context.call<api::QueueRuleSet>(rule);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    context.out << "Mail for " << printable(reply->rule.domain) << " is held";
    if (hours > 0) context.out << " until " << timeText(reply->rule.until_at);
    context.out << "\nTo let go: roostctl queue release" << joined(which) << "\n";
    return {};
}

Result<> releaseQueued(const Context& context, const std::vector<std::string>& which)
{
    const auto params = selection(which);
    if (!params) return params.error();
    if (!params->domain.empty()) {
        api::QueueRuleRemove::Params rule;
        rule.domain = params->domain;
        const auto removed = context.call<api::QueueRuleRemove>(rule);
        if (!removed && removed.error().code != Code::not_found) return removed.error();
        if (removed && !context.json)
            context.out << "Mail for " << printable(rule.domain) << " is held no more\n";
    }
    return makeDue<api::QueueRelease>(context, which, "let go; they are tried now", "let go");
}

Result<> bounceQueued(const Context& context, const std::vector<std::string>& which)
{
    return changeQueue<api::QueueBounce>(context, which, "returned to sender");
}

Result<> discardQueued(const Context& context, const std::vector<std::string>& which)
{
    return changeQueue<api::QueueDiscard>(context, which, "discarded",
                                          "For a day they can be brought back: roostctl queue "
                                          "restore"
                                              + joined(which));
}

Result<> restoreQueued(const Context& context, const std::vector<std::string>& which)
{
    return makeDue<api::QueueRestore>(context, which, "back in the queue", "back in the queue");
}

} // namespace roost::ctl
