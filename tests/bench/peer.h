// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace roost::bench {

using boost::asio::awaitable;

/// A connection, used by one coroutine at a time: TLS to a server unless said otherwise.
/// Certificates are not checked, and no session is ever resumed. Everything throws when the other
/// side goes away.
class Peer {
public:
    explicit Peer(boost::asio::any_io_executor executor);
    /// In clear until acceptTls().
    explicit Peer(boost::asio::ip::tcp::socket accepted);

    awaitable<void> connect(boost::asio::ip::tcp::endpoint server);
    /// In clear until startTls().
    awaitable<void> connectInClear(boost::asio::ip::tcp::endpoint server);
    awaitable<void> startTls();
    awaitable<void> acceptTls(SSL_CTX* context);
    awaitable<void> write(std::string_view octets);
    /// The next line without its CRLF; a view until the next read.
    awaitable<std::string_view> readLine();
    awaitable<void> skip(std::size_t octets);

private:
    struct Free {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    awaitable<void> handshake();
    awaitable<void> fill();
    awaitable<void> waitFor(int result);

    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<SSL, Free> ssl_;
    std::string input_;
    std::size_t at_ = 0; // what is before has been read
};

} // namespace roost::bench
