// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace {

class Probe {
public:
    explicit Probe(int type) : socket_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {}
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;
    ~Probe() { ::close(socket_); }

    /// The port it has then; 0 when somebody else has it. Port 0 is any.
    int bind(int port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof(address);
        if (::bind(socket_, generic, size) != 0) return 0;
        if (::getsockname(socket_, generic, &size) != 0) return 0;
        return ntohs(address.sin_port);
    }

private:
    const int socket_;
};

} // namespace

int freePort()
{
    for (int attempt = 0; attempt < 100; ++attempt) {
        Probe stream(SOCK_STREAM);
        Probe datagram(SOCK_DGRAM);
        const int port = stream.bind(0);
        if (port != 0 && datagram.bind(port) == port) return port;
    }
    throw std::runtime_error("no free port");
}
