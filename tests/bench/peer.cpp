// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/peer.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace roost::bench {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

SSL_CTX* newContext()
{
    SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    if (!context) throw std::runtime_error("OpenSSL failed");
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    return context;
}

/// Shared by the peers of a thread.
thread_local std::array<char, 16384> scratch;

} // namespace

Peer::Peer(asio::any_io_executor executor) : socket_(std::move(executor)) {}

Peer::Peer(tcp::socket accepted) : socket_(std::move(accepted))
{
    socket_.non_blocking(true);
    socket_.set_option(tcp::no_delay(true));
}

awaitable<void> Peer::connectInClear(tcp::endpoint server)
{
    co_await socket_.async_connect(server, asio::use_awaitable);
    socket_.non_blocking(true);
    socket_.set_option(tcp::no_delay(true));
}

awaitable<void> Peer::connect(tcp::endpoint server)
{
    co_await connectInClear(server);
    co_await startTls();
}

awaitable<void> Peer::startTls()
{
    static SSL_CTX* const context = newContext();
    ssl_.reset(SSL_new(context));
    SSL_set_connect_state(ssl_.get());
    co_await handshake();
}

awaitable<void> Peer::acceptTls(SSL_CTX* context)
{
    ssl_.reset(SSL_new(context));
    SSL_set_accept_state(ssl_.get());
    co_await handshake();
}

awaitable<void> Peer::handshake()
{
    SSL_set_fd(ssl_.get(), socket_.native_handle());
    for (;;) {
        ERR_clear_error();
        const int result = SSL_do_handshake(ssl_.get());
        if (result == 1) co_return;
        co_await waitFor(result);
    }
}

awaitable<void> Peer::waitFor(int result)
{
    switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
        co_await socket_.async_wait(tcp::socket::wait_read, asio::use_awaitable);
        co_return;
    case SSL_ERROR_WANT_WRITE:
        co_await socket_.async_wait(tcp::socket::wait_write, asio::use_awaitable);
        co_return;
    default: throw std::runtime_error("the other side ended a connection");
    }
}

awaitable<void> Peer::write(std::string_view octets)
{
    if (!ssl_) {
        co_await asio::async_write(socket_, asio::buffer(octets), asio::use_awaitable);
        co_return;
    }
    while (!octets.empty()) {
        ERR_clear_error();
        std::size_t written = 0;
        const int result = SSL_write_ex(ssl_.get(), octets.data(), octets.size(), &written);
        octets.remove_prefix(written);
        if (result != 1) co_await waitFor(result);
    }
}

awaitable<void> Peer::fill()
{
    input_.erase(0, at_);
    at_ = 0;
    if (!ssl_) {
        // Others use the scratch while this one waits.
        co_await socket_.async_wait(tcp::socket::wait_read, asio::use_awaitable);
        const auto read = socket_.read_some(asio::buffer(scratch));
        input_.append(scratch.data(), read);
        co_return;
    }
    for (;;) {
        ERR_clear_error();
        std::size_t read = 0;
        const int result = SSL_read_ex(ssl_.get(), scratch.data(), scratch.size(), &read);
        input_.append(scratch.data(), read);
        if (result == 1) co_return;
        co_await waitFor(result);
    }
}

awaitable<std::string_view> Peer::readLine()
{
    for (std::size_t scanned = 0;;) {
        const auto end = input_.find('\n', at_ + scanned);
        if (end == std::string::npos) {
            scanned = input_.size() - at_;
            co_await fill();
            continue;
        }
        std::string_view line(input_.data() + at_, end - at_);
        if (line.ends_with('\r')) line.remove_suffix(1);
        at_ = end + 1;
        co_return line;
    }
}

awaitable<void> Peer::skip(std::size_t octets)
{
    for (;;) {
        const auto taken = std::min(octets, input_.size() - at_);
        at_ += taken;
        octets -= taken;
        if (octets == 0) co_return;
        co_await fill();
    }
}

} // namespace roost::bench
