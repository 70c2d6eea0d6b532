// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/commands.h"
#include "backend/ctl/output.h"
#include "backend/ctl/qr.h"

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <ostream>
#include <vector>

namespace roost::ctl {

namespace {

std::string listenersText(const std::vector<api::Listener>& listeners)
{
    std::vector<std::vector<std::string>> rows;
    for (const api::Listener& each : listeners) {
        const bool is_v6 = each.address.find(':') != std::string::npos;
        const std::string address = is_v6 ? "[" + each.address + "]" : each.address;
        rows.push_back({"  " + each.protocol, address + ":" + std::to_string(each.port),
                        each.problem.empty() ? "" : "NOT LISTENING: " + each.problem});
    }
    return tableText(rows);
}

const char* stateText(api::RelayState state)
{
    switch (state) {
    case api::RelayState::unconfigured: return "waits to be set up";
    case api::RelayState::starting: return "is starting";
    case api::RelayState::running: return "is running";
    case api::RelayState::degraded: return "is running, but not all of it";
    case api::RelayState::stopping: return "is stopping";
    }
    return "";
}

std::string statsText(const api::Stats& stats)
{
    return fmt::format("Users: {}, connected now: {}\n"
                       "Messages since the start: {} accepted, {} refused; last minute: {}\n"
                       "Waiting for other servers: {}\n"
                       "On disk: {}\n",
                       stats.accounts, stats.imap_clients, stats.messages_accepted,
                       stats.messages_rejected, stats.messages_per_minute, stats.queue_length,
                       octetsText(stats.store_octets));
}

/// Why new users stay out just now, and how many did; empty when there is nothing to say.
std::string registrationText(const api::Overview& overview)
{
    std::string text;
    if (const auto& refusal = overview.registration_refusal) {
        const auto amount = [&](double value) {
            return refusal->reason == "load" ? fmt::format("{:.1f}", value)
                                             : octetsText(static_cast<std::int64_t>(value));
        };
        const char* why = refusal->reason == "load"     ? "because the machine is busy (load"
                          : refusal->reason == "memory" ? "because memory is short (free:"
                                                        : "because the disk is full (free:";
        text += fmt::format("NEW ADDRESSES ARE REFUSED {} {}, limit {}).\n"
                            "Who has one logs in as before. What the limit does: roostctl setting "
                            "explain {}\n",
                            why, amount(refusal->measured), amount(refusal->limit),
                            printable(refusal->setting));
    }
    if (overview.registrations_refused > 0)
        text += fmt::format("New addresses refused since the start because the machine was busy or "
                            "full: {}\n",
                            overview.registrations_refused);
    return text;
}

} // namespace

Result<> setUp(const Context& context, const api::SetupApply::Params& params)
{
    const auto reply = context.call<api::SetupApply>(params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    context.out << "The relay now serves " << printable(params.domain) << " on\n"
                << listenersText(reply->listeners)
                << "Invite the first user: roostctl invite --qr\n";
    return {};
}

Result<> showStatus(const Context& context)
{
    const auto reply = context.call<api::OverviewGet>({});
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    const api::Overview& overview = reply->overview;
    if (!overview.configured) {
        context.out << "The relay is running but not set up yet.\n"
                       "Set it up with: roostctl setup --domain chat.example.org\n";
        return {};
    }
    context.out << printable(overview.domain) << " " << stateText(overview.state) << " (Roost "
                << overview.version << ", up " << durationText(overview.uptime_seconds) << ")\n"
                << listenersText(overview.listeners) << registrationText(overview)
                << statsText(overview.stats);
    return {};
}

Result<> showInvite(const Context& context, bool qr)
{
    const auto reply = context.call<api::InviteGet>({});
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (qr) {
        const auto code = qrText(reply->link, ::isatty(STDOUT_FILENO) == 1);
        if (!code) return code.error();
        context.out << *code;
    }
    context.out << printable(reply->link) << "\n";
    if (reply->for_one_person) context.out << "This invite is for one person.\n";
    if (reply->reachable_only_here)
        context.out
            << "Only apps on this machine can use it: the relay listens on loopback alone.\n"
               "To let other devices in: roostctl setting listen_addresses 0.0.0.0\n";
    return {};
}

Result<> showDkim(const Context& context)
{
    const auto reply = context.call<api::DkimGet>({});
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    context.out << "Other servers take messages of this relay only when the DNS holds its key.\n"
                   "For a zone file:\n\n"
                << printable(reply->line) << "\n\nFor a web form, as type TXT:\n\n"
                << printable(reply->name) << "\n"
                << printable(reply->text) << "\n";
    return {};
}

Result<> listActivity(const Context& context, const api::ActivityList::Params& params)
{
    const auto reply = context.call<api::ActivityList>(params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (reply->entries.empty()) {
        context.out << "Nothing was changed" << (params.before > 0 ? " before that.\n" : " yet.\n");
        return {};
    }
    std::vector<std::vector<std::string>> rows;
    for (const api::Activity& each : reply->entries) {
        const bool has_values = !each.from.empty() || !each.to.empty();
        rows.push_back({std::to_string(each.id), timeText(each.at), each.who, each.what,
                        each.subject,
                        has_values ? "\"" + each.from + "\" -> \"" + each.to + "\"" : ""});
    }
    context.out << tableText(rows);
    return {};
}

Result<> callMethod(const Context& context, const std::string& method, const std::string& params)
{
    boost::json::error_code why;
    json::Value value =
        params.empty() ? json::Value(json::Object()) : boost::json::parse(params, why);
    if (why || !value.is_object())
        return Error(Code::invalid,
                     "the parameters must be a JSON object such as '{\"limit\": 5}'");
    auto client = context.connect();
    if (!client) return client.error();
    const auto result = client->call(method, std::move(value));
    if (!result) return result.error();
    context.printJson(*result);
    return {};
}

} // namespace roost::ctl
