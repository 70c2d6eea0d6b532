// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/live_settings.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/session.h"
#include "backend/store/store_thread.h"
#include "backend/store/stores.h"
#include "shared/base/clock.h"
#include "shared/base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace roost::imap {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::size_t MaxEntries = 32;
constexpr std::size_t MaxTokenOctets = 4096; // protocol.md A28
constexpr std::string_view DeviceToken = "/private/devicetoken";

using Value = std::optional<std::string>;

/// What the server says of itself (RFC 5464 §6.2, protocol.md A27); null for what it does not.
Value serverValue(Session& session, std::string_view entry)
{
    const auto settings = session.services.settings.get();
    if (equalNoCase(entry, "/shared/comment") && !settings->server_comment.empty())
        return settings->server_comment;
    if (equalNoCase(entry, "/shared/admin") && !settings->privacy_mail.empty())
        return "mailto:" + settings->privacy_mail;
    if (equalNoCase(entry, "/shared/vendor/deltachat/maxsmtprecipients"))
        return std::to_string(settings->max_recipients);
    return std::nullopt;
}

/// All live push tokens of the account (protocol.md A28).
Value mailboxValue(Session& session, std::string_view mailbox, std::string_view entry)
{
    if (mailbox != "INBOX" || !equalNoCase(entry, DeviceToken)) return std::nullopt;
    const auto now = session.services.clock.now();
    Value value;
    for (const auto& token : session.services.reader.tokens.live(session.account(), now)) {
        if (value)
            *value += ' ';
        else
            value.emplace();
        *value += token;
    }
    return value;
}

/// Options as in "(MAXSIZE 1024 DEPTH 0)": read over. Our values are short and have no children.
bool skipOptions(Arguments& arguments)
{
    const auto list = arguments.rest();
    const bool is_option = list.size() > 1 && lower(list[1]) >= 'a' && lower(list[1]) <= 'z';
    if (!is_option || !arguments.take('(')) return true; // entries begin with a slash or a quote
    while (!arguments.take(')')) {
        if (!arguments.word()) return false;
        arguments.skipSpaces();
    }
    return arguments.space();
}

/// One entry, or several in parentheses.
bool takeEntries(Arguments& arguments, std::vector<std::string>& entries)
{
    const bool is_list = arguments.take('(');
    if (is_list) arguments.skipSpaces();
    do {
        auto entry = arguments.astring();
        if (!entry || !entry->starts_with('/') || entries.size() == MaxEntries) return false;
        if (!std::ranges::all_of(*entry, isAtomChar)) return false;
        entries.push_back(std::move(*entry));
        if (!is_list) return true;
        arguments.skipSpaces();
    } while (!arguments.take(')'));
    return true;
}

struct Setting {
    std::string entry;
    Value value;
};

/// "(/private/devicetoken "..." )": the space before the parenthesis is one that tools send.
bool takeSettings(Arguments& arguments, std::vector<Setting>& settings)
{
    if (!arguments.take('(')) return false;
    arguments.skipSpaces();
    while (!arguments.take(')')) {
        if (settings.size() == MaxEntries) return false;
        auto& setting = settings.emplace_back();
        auto entry = arguments.astring();
        if (!entry || !entry->starts_with('/') || !arguments.space()) return false;
        auto value = arguments.nstring();
        if (!value) return false;
        setting = Setting{std::move(*entry), std::move(*value)};
        arguments.skipSpaces();
    }
    return !settings.empty();
}

bool isToken(std::string_view value)
{
    return !value.empty() && std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~'; });
}

/// Why a value cannot be set; nothing when it can.
std::optional<Answer> objection(std::string_view mailbox, const Setting& setting)
{
    if (mailbox != "INBOX" || !equalNoCase(setting.entry, DeviceToken))
        return no("[NOPERM] This entry cannot be set.");
    if (!setting.value) return no("[CANNOT] Tokens expire by themselves.");
    if (setting.value->size() > MaxTokenOctets)
        return no(fmt::format("[METADATA MAXSIZE {}] The value is too long.", MaxTokenOctets));
    if (!isToken(*setting.value)) return no("[CANNOT] The value is no token.");
    return std::nullopt;
}

} // namespace

Handled onGetMetadata(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!arguments.space() || !skipOptions(arguments)) co_return badArguments();
    const auto name = arguments.astring();
    if (!name || !arguments.space() || !skipOptions(arguments)) co_return badArguments();
    std::vector<std::string> entries;
    if (!takeEntries(arguments, entries) || !arguments.atEnd()) co_return badArguments();

    const std::string mailbox = mailboxName(*name);
    store::Stores& reader = session.services.reader;
    if (!mailbox.empty() && !reader.mailboxes.find(session.account(), mailbox))
        co_return no("[NONEXISTENT] No such mailbox.");
    std::string line = "* METADATA ";
    appendQuoted(line, mailbox); // quoted also when empty (protocol.md A15)
    line += " (";
    for (const auto& entry : entries) {
        if (line.back() != '(') line += ' ';
        const Value value =
            mailbox.empty() ? serverValue(session, entry) : mailboxValue(session, mailbox, entry);
        line += entry;
        // A literal, as scripts take the value from a line of its own.
        line += value ? fmt::format(" {{{}}}\r\n{}", value->size(), *value) : " NIL";
    }
    line += ")\r\n";
    session.peer.queue(line);
    co_return ok("Getmetadata completed.");
}

Handled onSetMetadata(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) co_return badArguments();
    const auto name = arguments.astring();
    if (!name || !arguments.space()) co_return badArguments();
    std::vector<Setting> settings;
    if (!takeSettings(arguments, settings) || !arguments.atEnd()) co_return badArguments();
    const std::string mailbox = mailboxName(*name);
    for (const auto& setting : settings)
        if (auto why_not = objection(mailbox, setting)) co_return std::move(*why_not);

    const auto account = session.account();
    const auto now = session.services.clock.now();
    auto job = [&](store::Stores& stores) -> Result<> {
        for (const auto& setting : settings) {
            auto added = stores.tokens.add(account, *setting.value, now);
            if (!added) return added;
        }
        return Result<>();
    };
    const auto done = co_await session.services.store.write(job, store::Promise::relaxed);
    if (!done && done.error().code == Code::limit)
        co_return no("[METADATA TOOMANY] Too many device tokens.");
    if (!done) co_return refusal(done.error());
    co_return ok("Setmetadata completed.");
}

} // namespace roost::imap
