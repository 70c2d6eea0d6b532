// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/clients.h"

#include <algorithm>

namespace roost::bench {
namespace {

constexpr int AtOnce = 16;

template <class Client>
std::deque<Client> logIn(Loop& loop, const Server& server, int first, int count)
{
    std::deque<Client> clients;
    for (int begun = 0; begun < count;) {
        std::vector<awaitable<void>> some;
        for (int i = 0; i < AtOnce && begun < count; ++i, ++begun)
            some.push_back(
                clients.emplace_back(loop.executor()).logIn(server, server.user(first + begun)));
        loop.together(std::move(some));
    }
    return clients;
}

} // namespace

std::deque<ImapClient> imapClients(Loop& loop, const Server& server, int first, int count)
{
    return logIn<ImapClient>(loop, server, first, count);
}

std::deque<SmtpClient> smtpClients(Loop& loop, const Server& server, int first, int count)
{
    return logIn<SmtpClient>(loop, server, first, count);
}

void visit(Loop& loop, const Server& server, int first, int count)
{
    for (int done = 0; done < count; done += AtOnce) {
        auto some = imapClients(loop, server, first + done, std::min(AtOnce, count - done));
        const WithImap leave = [](ImapClient& client) { return client.logOut(); };
        forEach(loop, some, leave);
    }
}

void forEach(Loop& loop, std::deque<ImapClient>& clients, const WithImap& what)
{
    std::vector<awaitable<void>> tasks;
    for (auto& client : clients) tasks.push_back(what(client));
    loop.together(std::move(tasks));
}

} // namespace roost::bench
