// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/net/tls_client.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace roost::test {

/// A blocking mail client over a descriptor it owns: plain, then TLS when told. What does not come
/// within 10 s reads as the end.
class Client {
public:
    explicit Client(int descriptor) : descriptor_(descriptor)
    {
        const timeval limit{10, 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    bool startTls()
    {
        context_.reset(SSL_CTX_new(TLS_client_method()));
        ssl_.reset(SSL_new(context_.get()));
        SSL_set_fd(ssl_.get(), descriptor_);
        return SSL_connect(ssl_.get()) == 1;
    }

    void send(std::string_view octets)
    {
        while (!octets.empty()) {
            const auto sent = sendSome(octets);
            if (sent <= 0) return; // the server has gone: the test sees it when it reads
            octets.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    /// The next line without CRLF, "(end)" when there is none.
    std::string line()
    {
        for (;;) {
            const auto end = buffer_.find("\r\n");
            if (end != std::string::npos) {
                std::string line = buffer_.substr(0, end);
                buffer_.erase(0, end + 2);
                return line;
            }
            if (!fill()) return "(end)";
        }
    }
    /// The last line of the next reply.
    std::string reply()
    {
        std::string last = line();
        while (last.size() > 3 && last[3] == '-') last = line();
        return last;
    }
    std::string ask(const std::string& command)
    {
        send(command + "\r\n");
        return reply();
    }
    /// Sends no more; what was sent arrives.
    void finish() { ::shutdown(descriptor_, SHUT_WR); }
    int descriptor() const { return descriptor_; }

private:
    ssize_t sendSome(std::string_view octets)
    {
        if (!ssl_) return ::send(descriptor_, octets.data(), octets.size(), MSG_NOSIGNAL);
        return SSL_write(ssl_.get(), octets.data(), static_cast<int>(octets.size()));
    }
    bool fill()
    {
        char octets[4096];
        const ssize_t read = ssl_ ? SSL_read(ssl_.get(), octets, sizeof octets)
                                  : ::recv(descriptor_, octets, sizeof octets, 0);
        if (read <= 0) return false;
        buffer_.append(octets, static_cast<std::size_t>(read));
        return true;
    }
    int descriptor_;
    ContextPtr context_;
    SslPtr ssl_;
    std::string buffer_;
};

} // namespace roost::test
