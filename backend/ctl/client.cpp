// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ctl/client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace roost::ctl {

namespace {

constexpr time_t AnswerSeconds = 120;

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// Connected, or the reason why not in errno.
Descriptor connectTo(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return Descriptor();
    }
    path.copy(address.sun_path, path.size());
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket.get() < 0) return socket;
    const timeval limit{AnswerSeconds, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const auto* plain = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(socket.get(), plain, sizeof address) != 0) return Descriptor();
    return socket;
}

Error notRunning(const std::string& tried)
{
    return Error(Code::unavailable,
                 "the relay is not running, or its control socket is elsewhere. Tried:" + tried
                     + "\nStart it with: roostd --data-dir DIR\n"
                       "If it runs, say where its socket is: roostctl --control PATH ...");
}

} // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    std::swap(number_, other.number_);
    return *this;
}

Descriptor::~Descriptor()
{
    if (number_ >= 0) ::close(number_);
}

std::vector<std::string> controlPaths(const std::string& named)
{
    if (!named.empty()) return {named};
    if (const auto path = environment("ROOST_CONTROL"); !path.empty()) return {path};
    std::vector<std::string> paths;
    if (const auto folder = environment("XDG_RUNTIME_DIR"); !folder.empty())
        paths.push_back(folder + "/roost/control.sock");
    paths.push_back("/run/roost/control.sock");
    return paths;
}

Result<Client> Client::connect(const std::vector<std::string>& paths)
{
    std::string tried;
    for (const std::string& path : paths) {
        Descriptor socket = connectTo(path);
        if (socket.get() >= 0) return Client(std::move(socket));
        tried += "\n  " + path + " (" + std::strerror(errno) + ")";
    }
    return notRunning(tried);
}

Result<json::Value> Client::call(std::string_view method, json::Value params)
{
    const auto id = ++last_id_;
    // A daemon that refuses us says why before it closes: read even when writing failed.
    const bool sent = send(json::requestLine(id, method, std::move(params)));
    for (;;) {
        auto message = receive();
        if (!message) return message.error();
        if (message->error && (!message->id || message->id == id)) return *message->error;
        if (message->id == id) return std::move(message->content);
        if (!sent) return Error(Code::unavailable, "the relay ended the connection");
    }
}

bool Client::send(std::string_view octets)
{
    while (!octets.empty()) {
        const auto written = ::send(socket_.get(), octets.data(), octets.size(), MSG_NOSIGNAL);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<json::Message> Client::receive()
{
    std::array<char, 65536> buffer;
    for (;;) {
        const auto line = lines_.next();
        if (!line) return line.error();
        if (*line) return json::parseMessage(**line);
        const auto count = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return Error(Code::timeout, "the relay does not answer; its log may say why");
        if (count <= 0) return Error(Code::unavailable, "the relay ended the connection");
        lines_.feed(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
    }
}

} // namespace roost::ctl
