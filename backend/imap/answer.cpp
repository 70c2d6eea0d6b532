// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/answer.h"

namespace roost::imap {

Answer refusal(const Error& error)
{
    switch (error.code) {
    case Code::not_found: return no("[NONEXISTENT] No such mailbox.");
    case Code::exists: return no("[ALREADYEXISTS] Mailbox exists already.");
    case Code::invalid: return no("[CANNOT] That is not possible here.");
    case Code::denied: return no("[NOPERM] Permission denied.");
    case Code::limit: return no("[LIMIT] A limit of this server is reached.");
    case Code::timeout:
    case Code::unavailable:
    case Code::corrupt:
    case Code::internal: break;
    }
    return no("[UNAVAILABLE] Temporary server problem.");
}

std::string_view statusName(Status status)
{
    switch (status) {
    case Status::ok: return "OK";
    case Status::no: return "NO";
    case Status::bad:
    case Status::said: break;
    }
    return "BAD";
}

} // namespace roost::imap
