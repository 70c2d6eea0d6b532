// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sink.h"

#include "tests/bench/peer.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace roost::bench {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::string_view Hello = "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n"
                                   "250 SIZE 31457280\r\n";
constexpr std::string_view HelloInClear = "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n"
                                          "250-STARTTLS\r\n250 SIZE 31457280\r\n";

struct Sink {
    SSL_CTX* context;
    int count; // descriptor
};

SSL_CTX* newContext(const std::string& certificate)
{
    SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
    if (!context || SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1
        || SSL_CTX_use_PrivateKey_file(context, certificate.c_str(), SSL_FILETYPE_PEM) != 1)
        throw std::runtime_error("no key and certificate in " + certificate);
    return context;
}

awaitable<void> takeMessage(Peer& peer, const Sink& sink)
{
    co_await peer.write("354 end with a dot\r\n");
    for (;;) {
        const std::string_view line = co_await peer.readLine();
        if (line == ".") break;
    }
    if (::write(sink.count, ".", 1) != 1)
        throw std::system_error(errno, std::generic_category(), "count");
    co_await peer.write("250 taken\r\n");
}

/// The answer to a command that changes nothing.
std::string_view replyTo(std::string_view verb, bool is_encrypted)
{
    if (verb == "EHLO") return is_encrypted ? Hello : HelloInClear;
    if (verb == "QUIT") return "221 bye\r\n";
    return "250 ok\r\n";
}

awaitable<void> converse(Peer peer, Sink sink)
{
    co_await peer.write("220 sink ESMTP\r\n");
    for (bool is_encrypted = false;;) {
        const std::string_view line = co_await peer.readLine();
        const std::string verb(line.substr(0, 4));
        if (verb == "STAR") {
            co_await peer.write("220 go ahead\r\n");
            co_await peer.acceptTls(sink.context);
            is_encrypted = true;
        } else if (verb == "DATA") {
            co_await takeMessage(peer, sink);
        } else {
            co_await peer.write(replyTo(verb, is_encrypted));
        }
        if (verb == "QUIT") co_return;
    }
}

awaitable<void> accept(tcp::acceptor& acceptor, Sink sink)
{
    for (;;) {
        tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        Peer peer(std::move(socket));
        // Peers that go away end only their own conversation.
        asio::co_spawn(acceptor.get_executor(), converse(std::move(peer), sink),
                       [](std::exception_ptr) {});
    }
}

} // namespace

void serveSink(tcp::endpoint here, const std::string& certificate, const std::string& count)
{
    asio::io_context io(1);
    tcp::acceptor acceptor(io, here);
    acceptor.listen(4096);
    const Sink sink{newContext(certificate),
                    ::open(count.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
    if (sink.count < 0) throw std::system_error(errno, std::generic_category(), count);
    asio::co_spawn(io, accept(acceptor, sink), asio::detached);
    io.run();
}

} // namespace roost::bench
