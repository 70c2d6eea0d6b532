// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/commands.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>

namespace roost::ctl {

namespace {

// What a pipe takes at once when poll says it is writable (POSIX), so that no write waits.
constexpr std::size_t PieceOctets = PIPE_BUF;

/// One direction: what was read and not yet written.
class Flow {
public:
    Flow(int from, int to) : from_(from), to_(to) {}

    pollfd reading() const { return {has_ended_ || !pending_.empty() ? -1 : from_, POLLIN, 0}; }
    pollfd writing() const { return {pending_.empty() ? -1 : to_, POLLOUT, 0}; }
    bool hasEnded() const { return has_ended_ && pending_.empty(); }

    void read()
    {
        std::array<char, PieceOctets> buffer;
        const auto count = ::read(from_, buffer.data(), buffer.size());
        if (count > 0)
            pending_.assign(buffer.data(), static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR)
            has_ended_ = true;
    }

    void write()
    {
        const auto count = ::write(to_, pending_.data(), pending_.size());
        if (count >= 0)
            pending_.erase(0, static_cast<std::size_t>(count));
        else if (errno != EINTR && errno != EAGAIN)
            end();
    }

    void end()
    {
        has_ended_ = true;
        pending_.clear();
    }

private:
    int from_;
    int to_;
    bool has_ended_ = false;
    std::string pending_;
};

/// Until the daemon has ended; the end of our input is passed on to it.
Result<> join(int socket)
{
    Flow up(STDIN_FILENO, socket);
    Flow down(socket, STDOUT_FILENO);
    bool said_end = false;
    while (!down.hasEnded()) {
        if (up.hasEnded() && !said_end) said_end = ::shutdown(socket, SHUT_WR) == 0;
        std::array<pollfd, 4> waits = {up.reading(), up.writing(), down.reading(), down.writing()};
        if (::poll(waits.data(), waits.size(), -1) < 0) {
            if (errno == EINTR) continue;
            return Error(Code::unavailable, "poll failed");
        }
        if (waits[0].revents != 0) up.read();
        if (waits[1].revents != 0) up.write();
        if (waits[2].revents != 0) down.read();
        if (waits[3].revents != 0) down.write();
    }
    return {};
}

} // namespace

Result<> dialStdio(const Context& context, bool viewer)
{
    auto client = Client::connect(controlPaths(context.control));
    if (!client) return client.error();
    if (viewer) {
        api::Hello::Params params;
        params.client = "roostctl dial-stdio";
        params.role = api::Role::viewer;
        const auto hello = client->call<api::Hello>(params);
        if (!hello) return hello.error();
    }
    std::signal(SIGPIPE, SIG_IGN);
    return join(client->descriptor());
}

} // namespace roost::ctl
