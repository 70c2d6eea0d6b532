// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/live_settings.h"
#include "backend/imap/commands/commands.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/session.h"
#include "backend/store/stores.h"

#include <fmt/format.h>

namespace roost::imap {

namespace {

constexpr std::string_view Root = "User quota"; // the one root there is (protocol.md A26)
constexpr std::int64_t Kibibyte = 1024;

/// "* QUOTA "User quota" (STORAGE 12 512000)", in KiB (RFC 2087 §5.1).
void queueQuota(Session& session)
{
    const auto used = session.services.reader.mailboxes.usedOctets(session.account());
    const auto limit = session.services.settings.get()->max_mailbox_size;
    session.peer.queue(fmt::format("* QUOTA \"{}\" (STORAGE {} {})\r\n", Root,
                                   (used + Kibibyte - 1) / Kibibyte, limit / Kibibyte));
}

std::optional<std::string> soleArgument(const Command& command)
{
    Arguments arguments = command.arguments();
    if (!arguments.space()) return std::nullopt;
    auto name = arguments.astring();
    if (!arguments.atEnd()) return std::nullopt;
    return name;
}

} // namespace

Handled onGetQuotaRoot(Session& session, Command& command)
{
    const auto name = soleArgument(command);
    if (!name) co_return badArguments();
    store::Stores& reader = session.services.reader;
    const auto mailbox = reader.mailboxes.find(session.account(), mailboxName(*name));
    if (!mailbox) co_return no("[NONEXISTENT] No such mailbox.");
    std::string line = "* QUOTAROOT ";
    appendQuoted(line, mailbox->name);
    line += ' ';
    appendQuoted(line, Root);
    line += "\r\n";
    session.peer.queue(line);
    queueQuota(session);
    co_return ok("Getquotaroot completed.");
}

Handled onGetQuota(Session& session, Command& command)
{
    const auto root = soleArgument(command);
    if (!root) co_return badArguments();
    if (*root != Root) co_return no("[NONEXISTENT] No such quota root.");
    queueQuota(session);
    co_return ok("Getquota completed.");
}

Handled onSetQuota(Session&, Command&)
{
    co_return no("[NOPERM] Only the operator sets quotas.");
}

} // namespace roost::imap
