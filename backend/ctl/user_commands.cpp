// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/commands.h"
#include "backend/ctl/output.h"

#include <boost/describe/enum_to_string.hpp>

#include <ostream>
#include <vector>

namespace roost::ctl {

namespace {

/// Calls a verb on one user and says `done`.
template <class M>
Result<typename M::Reply>
changeUser(const Context& context, const typename M::Params& params, std::string_view done)
{
    auto reply = context.call<M>(params);
    if (!reply) return reply;
    if (context.json)
        context.print(*reply);
    else
        context.out << printable(params.address) << " " << done << "\n";
    return reply;
}

/// The parameters of the verbs that need just to know whom.
api::UserBlock::Params named(const std::string& address)
{
    api::UserBlock::Params params;
    params.address = address;
    return params;
}

template <class T>
Result<> only(const Result<T>& result)
{
    if (!result) return result.error();
    return {};
}

} // namespace

Result<> listUsers(const Context& context, const api::UserList::Params& params)
{
    const auto reply = context.call<api::UserList>(params);
    if (!reply) return reply.error();
    if (context.json) {
        context.print(*reply);
        return {};
    }
    if (reply->users.empty()) {
        context.out << (params.filter.empty() ? "There are no users yet. To invite the first one: "
                                                "roostctl invite --qr\n"
                                              : "No address fits the filter.\n");
        return {};
    }
    std::vector<std::vector<std::string>> rows = {
        {"ADDRESS", "STATE", "CONNECTED", "MESSAGES", "SIZE", "CREATED", "LAST SEEN"}};
    for (const api::User& user : reply->users)
        rows.push_back({user.address, boost::describe::enum_to_string(user.state, ""),
                        std::to_string(user.devices), std::to_string(user.messages),
                        octetsText(user.octets), timeText(user.created_at),
                        timeText(user.last_seen_at).substr(0, 10)});
    context.out << tableText(rows) << reply->users.size() << " of " << reply->total << " users\n";
    return {};
}

Result<> blockUser(const Context& context, const std::string& address)
{
    return only(changeUser<api::UserBlock>(context, named(address), "is blocked"));
}

Result<> unblockUser(const Context& context, const std::string& address)
{
    return only(changeUser<api::UserUnblock>(context, named(address), "may log in again"));
}

Result<> deleteUser(const Context& context, const api::UserDelete::Params& params)
{
    const auto reply = changeUser<api::UserDelete>(context, params, "is deleted");
    const std::string& address = params.address;
    if (reply && !context.json && params.keep_closed)
        context.out << "Nobody can take the address again for 90 days after it is erased.\n";
    if (reply && !context.json)
        context.out << "Until " << timeText(reply->erase_at)
                    << " it can be brought back: roostctl user restore " << printable(address)
                    << "\n";
    return only(reply);
}

Result<> restoreUser(const Context& context, const std::string& address)
{
    return only(changeUser<api::UserRestore>(context, named(address), "is back"));
}

} // namespace roost::ctl
