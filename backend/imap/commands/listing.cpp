// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/commands/commands.h"
#include "backend/imap/commands/mailbox_tree.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/session.h"
#include "backend/store/stores.h"
#include "shared/base/text.h"

#include <fmt/format.h>

#include <array>

namespace roost::imap {

namespace {

enum class StatusItem { messages, recent, uid_next, uid_validity, unseen, highest_modseq, size };

struct StatusName {
    std::string_view name;
    StatusItem item;
};

// RFC 3501 §6.3.10, RFC 7162 §3.1.7, RFC 8438.
constexpr std::array StatusNames = {
    StatusName{"MESSAGES", StatusItem::messages},
    StatusName{"RECENT", StatusItem::recent},
    StatusName{"UIDNEXT", StatusItem::uid_next},
    StatusName{"UIDVALIDITY", StatusItem::uid_validity},
    StatusName{"UNSEEN", StatusItem::unseen},
    StatusName{"HIGHESTMODSEQ", StatusItem::highest_modseq},
    StatusName{"SIZE", StatusItem::size},
};

constexpr std::size_t MaxStatusItems = 16;

/// "(MESSAGES UNSEEN)"; nothing when malformed or empty.
std::optional<std::vector<StatusName>> parseStatusItems(Arguments& arguments)
{
    if (!arguments.take('(')) return std::nullopt;
    arguments.skipSpaces();
    std::vector<StatusName> items;
    while (!arguments.take(')')) {
        const auto word = arguments.word();
        if (!word || items.size() == MaxStatusItems) return std::nullopt;
        const auto found = std::ranges::find_if(
            StatusNames, [&](const StatusName& known) { return equalNoCase(known.name, *word); });
        if (found == StatusNames.end()) return std::nullopt;
        items.push_back(*found);
        if (!arguments.space() && arguments.next() != ')') return std::nullopt;
    }
    if (items.empty()) return std::nullopt;
    return items;
}

std::int64_t statusValue(store::Stores& reader, const store::Mailbox& mailbox, StatusItem item)
{
    switch (item) {
    case StatusItem::messages: return mailbox.messages;
    case StatusItem::recent: return 0;
    case StatusItem::uid_next: return mailbox.uid_next;
    case StatusItem::uid_validity: return mailbox.uid_validity;
    case StatusItem::unseen: return reader.messages.countUnseen(mailbox.id);
    case StatusItem::highest_modseq: return mailbox.highest_modseq;
    case StatusItem::size: return mailbox.octets;
    }
    return 0;
}

/// Reference name and pattern joined (RFC 3501 §6.3.8); nothing when malformed.
std::optional<std::string> parsePattern(const Command& command, bool& asks_for_delimiter)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) return std::nullopt;
    const auto reference = arguments.astring();
    if (!reference || !arguments.space()) return std::nullopt;
    const auto pattern = arguments.listMailbox();
    if (!pattern || !arguments.atEnd()) return std::nullopt;
    if (reference->size() + pattern->size() > 2 * MaxMailboxOctets) return std::nullopt;
    asks_for_delimiter = pattern->empty();
    return *reference + *pattern;
}

void queueLine(Session& session, std::string_view verb, const TreeEntry& entry)
{
    std::string line = "* ";
    line += verb;
    line += " (";
    line += entry.attributes;
    line += ") \".\" ";
    appendQuoted(line, entry.name);
    line += "\r\n";
    session.peer.queue(line);
}

Answer list(Session& session, const Command& command, std::string_view verb)
{
    bool asks_for_delimiter = false;
    const auto pattern = parsePattern(command, asks_for_delimiter);
    if (!pattern) return badArguments();
    if (asks_for_delimiter) {
        TreeEntry root;
        root.attributes = "\\Noselect";
        queueLine(session, verb, root);
        return ok("List completed.");
    }
    const bool subscribed_only = verb == "LSUB";
    const auto mailboxes = session.services.reader.mailboxes.list(session.account());
    for (const auto& entry : matchingEntries(mailboxes, *pattern, subscribed_only))
        queueLine(session, verb, entry);
    return ok("List completed.");
}

} // namespace

Handled onList(Session& session, Command& command)
{
    co_return list(session, command, "LIST");
}

Handled onLsub(Session& session, Command& command)
{
    co_return list(session, command, "LSUB");
}

Handled onStatus(Session& session, Command& command)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) co_return badArguments();
    const auto name = arguments.astring();
    if (!name || !arguments.space()) co_return badArguments();
    const auto items = parseStatusItems(arguments);
    if (!items || !arguments.atEnd()) co_return badArguments();

    store::Stores& reader = session.services.reader;
    const store::ReadTransaction transaction(reader);
    const auto mailbox = reader.mailboxes.find(session.account(), mailboxName(*name));
    if (!mailbox) co_return no("[NONEXISTENT] No such mailbox.");
    std::string line = "* STATUS ";
    appendQuoted(line, mailbox->name);
    line += " (";
    for (const auto& [label, item] : *items) {
        if (line.back() != '(') line += ' ';
        fmt::format_to(std::back_inserter(line), "{} {}", label,
                       statusValue(reader, *mailbox, item));
        if (item == StatusItem::highest_modseq) session.has_condstore = true;
    }
    line += ")\r\n";
    session.peer.queue(line);
    co_return ok("Status completed.");
}

/// RFC 2342: all there is is one's own.
Handled onNamespace(Session& session, Command& command)
{
    if (!command.arguments().atEnd()) co_return badArguments();
    session.peer.queue("* NAMESPACE ((\"\" \".\")) NIL NIL\r\n");
    co_return ok("Namespace completed.");
}

} // namespace roost::imap
