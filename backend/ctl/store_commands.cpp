// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/commands.h"
#include "backend/ctl/output.h"

#include <ostream>

namespace roost::ctl {

namespace {

void printFaults(const Context& context, const api::StoreVerify::Reply& reply)
{
    context.out << "Wrong:\n";
    for (const std::string& fault : reply.first_faults)
        context.out << "  " << printable(fault) << "\n";
    const auto shown = static_cast<std::int64_t>(reply.first_faults.size());
    if (shown < reply.faults) context.out << "  and " << reply.faults - shown << " more\n";
    context.out << "What to do: stop the relay and copy its data directory before anything else.\n"
                   "If you have a backup, restore it. If not, report the lines above: they name\n"
                   "no addresses, and the relay can serve on meanwhile.\n";
}

} // namespace

Result<> verifyStore(const Context& context)
{
    const auto reply = context.call<api::StoreVerify>({});
    if (!reply) return reply.error();
    if (context.json)
        context.print(*reply);
    else
        context.out << "Accounts: " << reply->accounts << ", messages: " << reply->messages
                    << ", bodies: " << reply->bodies << " (" << reply->files << " in files)"
                    << ", waiting for other servers: " << reply->queued << "\n";
    if (reply->faults == 0) {
        if (!context.json) context.out << "The store is sound.\n";
        return {};
    }
    if (!context.json) printFaults(context, *reply);
    return Error(Code::corrupt, "faults in the store: " + std::to_string(reply->faults));
}

} // namespace roost::ctl
