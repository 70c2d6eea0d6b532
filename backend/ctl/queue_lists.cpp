// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/output.h"
#include "backend/ctl/queue_commands.h"

#include <boost/describe/enum_to_string.hpp>

#include <map>
#include <ostream>

namespace roost::ctl {

namespace {

constexpr std::int64_t MaxRows = 1000;
constexpr std::int64_t Endless = 253'402'300'799; // see api::QueueRule

using Explanations = std::map<std::string, api::Explanation>;

Result<Explanations> explanations(const Context& context)
{
    const auto reply = context.call<api::ExplanationList>({});
    if (!reply) return reply.error();
    Explanations all;
    for (const api::Explanation& each : reply->explanations) all.emplace(each.id, each);
    return all;
}

std::string titleOf(const Explanations& all, const std::string& id)
{
    const auto found = all.find(id);
    return found == all.end() ? id : found->second.title;
}

std::string whoText(explanations::Who who)
{
    switch (who) {
    case explanations::Who::you: return "you";
    case explanations::Who::provider: return "your provider";
    case explanations::Who::other_relay: return "whoever runs the other server";
    case explanations::Who::sender_app: return "the sender";
    case explanations::Who::nobody: return "nobody has to do anything";
    }
    return {};
}

std::string nextTry(std::int64_t next_try_at, std::int64_t held_until)
{
    if (held_until >= Endless) return "held";
    if (held_until != 0) return "held until " + timeText(held_until);
    return next_try_at == 0 ? "held" : timeText(next_try_at);
}

/// Why, at length, for each explanation once.
void explain(const Context& context, const Explanations& all, const api::QueueMessages::Reply& list)
{
    std::map<std::string, std::string> lines; // by explanation, the last answer
    for (const auto& each : list.messages) lines[each.explanation] = each.last_error;
    for (const auto& [id, line] : lines) {
        const auto found = all.find(id);
        if (found == all.end()) continue;
        const api::Explanation& text = found->second;
        context.out << "\n"
                    << text.title << "\n  " << text.what_happened << "\n  " << text.what_to_do
                    << "\n  Who can mend it: " << whoText(text.who) << "\n";
        if (!line.empty()) context.out << "  Last answer: " << printable(line) << "\n";
    }
}

void tellDiscarded(const Context& context, std::int64_t count)
{
    if (count > 0)
        context.out << count << " discarded can be brought back: roostctl queue show --discarded\n";
}

} // namespace

Result<> listQueue(const Context& context)
{
    const auto reply = context.call<api::QueueList>({});
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (reply->groups.empty()) {
        context.out << (reply->discarded > 0 ? "Nothing waits.\n"
                                             : "Nothing waits: everything is delivered.\n");
        tellDiscarded(context, reply->discarded);
        return {};
    }
    const auto all = explanations(context);
    if (!all) return all.error();
    std::vector<std::vector<std::string>> rows = {
        {"DESTINATION", "WAITING", "SIZE", "TRIES", "NEXT TRY", "RETURNED AT", "WHY"}};
    for (const api::QueueGroup& each : reply->groups)
        rows.push_back({each.domain, std::to_string(each.recipients), octetsText(each.octets),
                        std::to_string(each.attempts), nextTry(each.next_try_at, each.held_until),
                        each.gives_up_at == 0 ? "-" : timeText(each.gives_up_at),
                        titleOf(*all, each.explanation)});
    context.out << tableText(rows) << reply->recipients
                << " waiting in all. More: roostctl queue show DESTINATION\n";
    tellDiscarded(context, reply->discarded);
    return {};
}

Result<>
showQueue(const Context& context, const std::string& which, api::QueueMessages::Params params)
{
    const auto named = selection({which});
    if (!named) return named.error();
    params.domain = named->domain;
    if (!named->ids.empty()) {
        params.after = named->ids.front() - 1;
        params.limit = params.discarded ? MaxRows : 1; // those come latest first
    }
    auto reply = context.call<api::QueueMessages>(params);
    if (!reply) return reply.error();
    if (!named->ids.empty())
        std::erase_if(reply->messages,
                      [&](const api::QueueMessage& each) { return each.id != named->ids.front(); });
    if (!named->ids.empty() && reply->messages.empty())
        return Error(Code::not_found, "message " + which
                                          + " is not in the queue: it was delivered, returned or "
                                            "discarded, or never was");
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (reply->messages.empty()) {
        context.out << (params.discarded ? "Nothing discarded can be brought back"
                                         : "Nothing waits")
                    << (params.domain.empty() ? "" : " for " + printable(params.domain)) << ".\n";
        return {};
    }
    const auto all = explanations(context);
    if (!all) return all.error();
    std::vector<std::vector<std::string>> rows = {
        {"NUMBER", "FROM", "TO", "STATE", "SIZE", "SINCE", "TRIES", "NEXT TRY"}};
    for (const api::QueueMessage& each : reply->messages)
        rows.push_back({std::to_string(each.id), each.sender.empty() ? "-" : each.sender,
                        each.recipient, boost::describe::enum_to_string(each.state, ""),
                        octetsText(each.octets), timeText(each.queued_at),
                        std::to_string(each.attempts),
                        each.next_try_at == 0 ? "-" : timeText(each.next_try_at)});
    context.out << tableText(rows);
    explain(context, *all, *reply);
    return {};
}

Result<> listRules(const Context& context)
{
    const auto reply = context.call<api::QueueRules>({});
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (reply->rules.empty()) {
        context.out << "No destination is held.\n";
        return {};
    }
    std::vector<std::vector<std::string>> rows = {{"DESTINATION", "HELD UNTIL"}};
    for (const api::QueueRule& each : reply->rules)
        rows.push_back(
            {each.domain, each.until_at >= Endless ? "until released" : timeText(each.until_at)});
    context.out << tableText(rows);
    return {};
}

Result<> listPeers(const Context& context)
{
    api::PeerList::Params params;
    params.limit = MaxRows;
    const auto reply = context.call<api::PeerList>(params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (reply->peers.empty()) {
        context.out << "No mail has gone to other servers in the last 30 days.\n";
        return {};
    }
    const auto all = explanations(context);
    if (!all) return all.error();
    std::vector<std::vector<std::string>> rows = {{"DESTINATION", "STATE", "BY", "DELIVERED",
                                                   "DEFERRED", "REFUSED", "TAKES", "LAST SUCCESS",
                                                   "LAST TROUBLE"}};
    for (const api::Peer& each : reply->peers)
        rows.push_back(
            {each.domain, boost::describe::enum_to_string(each.standing, ""), each.channel,
             std::to_string(each.delivered), std::to_string(each.deferred),
             std::to_string(each.refused),
             each.latency_millis == 0 ? "-" : std::to_string(each.latency_millis) + " ms",
             timeText(each.last_success_at), titleOf(*all, each.explanation)});
    context.out << tableText(rows);
    return {};
}

} // namespace roost::ctl
