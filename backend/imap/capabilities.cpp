// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/capabilities.h"

#include "backend/imap/session.h"

namespace roost::imap {

std::string_view capabilities(const Session& session)
{
    if (session.login)
        return "IMAP4rev1 SASL-IR ID ENABLE IDLE LITERAL+ NAMESPACE UIDPLUS UNSELECT CHILDREN "
               "SPECIAL-USE CONDSTORE MOVE STATUS=SIZE QUOTA METADATA XDELTAPUSH XCHATMAIL";
    if (session.peer.isTls())
        return "IMAP4rev1 SASL-IR ID ENABLE IDLE LITERAL+ AUTH=PLAIN XDELTAPUSH XCHATMAIL";
    return "IMAP4rev1 SASL-IR ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED XDELTAPUSH XCHATMAIL";
}

} // namespace roost::imap
