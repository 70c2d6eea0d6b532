// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/command_table.h"

#include "backend/imap/commands/commands.h"

#include <algorithm>
#include <array>

namespace roost::imap {

namespace {

constexpr unsigned Any = NotLoggedIn | LoggedIn | Selected;
constexpr unsigned In = LoggedIn | Selected;

// RFC 3501 §6 and the extensions of capabilities.cpp; the hot path stands first.
constexpr std::array Rules = {
    Rule{"UID FETCH", Selected, Announce::all, onFetch},
    Rule{"UID STORE", Selected, Announce::all, onStore},
    Rule{"CLOSE", Selected, Announce::nothing, onClose},
    Rule{"SELECT", In, Announce::nothing, onSelect},
    Rule{"IDLE", In, Announce::nothing, onIdle},
    Rule{"LOGIN", NotLoggedIn, Announce::nothing, onLogin},
    Rule{"CAPABILITY", Any, Announce::nothing, onCapability},
    Rule{"NOOP", Any, Announce::all, onNoop},
    Rule{"CHECK", Selected, Announce::all, onCheck},
    Rule{"LOGOUT", Any, Announce::nothing, onLogout},
    Rule{"ID", Any, Announce::nothing, onId},
    Rule{"ENABLE", In, Announce::nothing, onEnable},
    Rule{"STARTTLS", NotLoggedIn, Announce::nothing, onStartTls},
    Rule{"AUTHENTICATE", NotLoggedIn, Announce::nothing, onAuthenticate},
    Rule{"EXAMINE", In, Announce::nothing, onExamine},
    Rule{"UNSELECT", Selected, Announce::nothing, onUnselect},
    Rule{"EXPUNGE", Selected, Announce::all, onExpunge},
    Rule{"UID EXPUNGE", Selected, Announce::all, onExpunge},
    Rule{"FETCH", Selected, Announce::arrivals, onFetch},
    Rule{"STORE", Selected, Announce::arrivals, onStore},
    Rule{"SEARCH", Selected, Announce::arrivals, onSearch},
    Rule{"UID SEARCH", Selected, Announce::all, onSearch},
    Rule{"COPY", Selected, Announce::all, onCopy},
    Rule{"UID COPY", Selected, Announce::all, onCopy},
    Rule{"MOVE", Selected, Announce::all, onMove},
    Rule{"UID MOVE", Selected, Announce::all, onMove},
    Rule{"APPEND", In, Announce::all, onAppend},
    Rule{"CREATE", In, Announce::all, onCreate},
    Rule{"DELETE", In, Announce::all, onDelete},
    Rule{"RENAME", In, Announce::all, onRename},
    Rule{"SUBSCRIBE", In, Announce::all, onSubscribe},
    Rule{"UNSUBSCRIBE", In, Announce::all, onUnsubscribe},
    Rule{"LIST", In, Announce::all, onList},
    Rule{"LSUB", In, Announce::all, onLsub},
    Rule{"STATUS", In, Announce::all, onStatus},
    Rule{"NAMESPACE", In, Announce::all, onNamespace},
    Rule{"GETQUOTAROOT", In, Announce::all, onGetQuotaRoot},
    Rule{"GETQUOTA", In, Announce::all, onGetQuota},
    Rule{"SETQUOTA", In, Announce::all, onSetQuota},
    Rule{"GETMETADATA", In, Announce::all, onGetMetadata},
    Rule{"SETMETADATA", In, Announce::all, onSetMetadata},
};

} // namespace

const Rule* findRule(std::string_view verb)
{
    const auto found = std::ranges::find(Rules, verb, &Rule::verb);
    return found == Rules.end() ? nullptr : &*found;
}

} // namespace roost::imap
