// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/connection.h"

#include "backend/net/certificate_fault.h"
#include "backend/net/dane.h"
#include "backend/net/link.h"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/err.h>

#include <sys/socket.h>

#include <algorithm>

namespace roost::net {
namespace {

namespace asio = boost::asio;
using boost::system::system_error;

// Octets read and dropped after our FIN: a client that says all it has before it listens, such as a
// whole message that was refused by its first line, still learns why.
constexpr std::size_t MaxDrained = 4 * 1024 * 1024;

/// An attempt as client; a certificate that is not believed is told as such.
Connection::Link::Attempt greet(Connection::Link& link)
{
    try {
        return link.handshake();
    } catch (const system_error&) {
        const long verified = SSL_get_verify_result(link.ssl.get());
        const bool is_asked = SSL_get_verify_mode(link.ssl.get()) != SSL_VERIFY_NONE;
        if (is_asked && verified != X509_V_OK) throw system_error(certificateFault(verified));
        throw;
    }
}

} // namespace

Connection::Connection(Socket socket) : link_(std::make_shared<Link>(std::move(socket))) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

asio::awaitable<void> Connection::waitForInput()
{
    link_->checkInput();
    co_await link_->wait(Socket::wait_read);
    link_->checkInput();
}

asio::awaitable<void> Connection::acceptTls(const TlsServer& tls, TlsPolicy policy)
{
    Link& link = *link_;
    link.input.clear();
    co_await waitForInput(); // OpenSSL's buffers are not for those who say nothing
    link.ssl.reset(tls.newSession(policy));
    if (!link.ssl || SSL_set_fd(link.ssl.get(), link.socket.native_handle()) != 1)
        throw system_error(asio::error::operation_not_supported, "no TLS identity");
    for (;;) {
        link.checkInput();
        const Link::Attempt attempt = link.handshake();
        if (attempt.octets != 0) co_return;
        co_await link.wait(attempt.wait);
    }
}

asio::awaitable<void> Connection::connectTls(const TlsClient& tls, const TlsPeer& peer)
{
    Link& link = *link_;
    link.checkInput();
    link.input.clear();
    link.ssl.reset(tls.newSession(peer));
    if (SSL_set_fd(link.ssl.get(), link.socket.native_handle()) != 1)
        throw system_error(asio::error::operation_not_supported, "no TLS");
    for (;;) {
        link.checkInput();
        const Link::Attempt attempt = greet(link);
        if (attempt.octets != 0) break;
        co_await link.wait(attempt.wait);
    }
    if (peer.is_verified && !peer.announced.empty() && !isAnnounced(link.ssl.get(), peer.announced))
        throw system_error(CertificateFault::not_announced);
}

bool Connection::isTls() const
{
    return link_->ssl != nullptr;
}

std::string Connection::alpn() const
{
    const unsigned char* protocol = nullptr;
    unsigned int octets = 0;
    if (link_->ssl) SSL_get0_alpn_selected(link_->ssl.get(), &protocol, &octets);
    return {reinterpret_cast<const char*>(protocol), octets};
}

const Origin& Connection::origin() const
{
    return link_->origin;
}

asio::awaitable<std::string> Connection::readLine(std::size_t max_octets)
{
    Link& link = *link_;
    std::string line;
    link.checkInput();
    while (!link.input.takeLine(line, max_octets)) {
        co_await link.fill(false);
    }
    co_await link.countMove(); // a piece of input may hold thousands of commands
    co_return line;
}

bool Connection::lineWasTooLong() const
{
    return link_->input.lineWasTooLong();
}

asio::awaitable<Event> Connection::readLineOrWake(std::string& line, std::size_t max_octets)
{
    Link& link = *link_;
    link.checkInput();
    // A line that is here goes first: wake-ups may be many, and the peer must be heard too.
    while (!link.input.takeLine(line, max_octets)) {
        if (co_await link.fill(true)) continue;
        link.woken = false;
        co_return Event::woken;
    }
    co_await link.countMove();
    co_return Event::line;
}

void Connection::wake()
{
    link_->wake();
}

void Connection::wakeAfter(std::chrono::steady_clock::duration time)
{
    link_->moveWaking(link_, time);
}

asio::awaitable<std::string_view> Connection::peek()
{
    Link& link = *link_;
    link.checkInput();
    if (link.input.empty()) co_await link.fill(false);
    co_return link.input.view();
}

asio::awaitable<Event> Connection::peekOrWake(std::string_view& input)
{
    Link& link = *link_;
    link.checkInput();
    if (link.input.empty() && !co_await link.fill(true)) {
        link.woken = false;
        co_return Event::woken;
    }
    input = link.input.view();
    co_return Event::line;
}

void Connection::consume(std::size_t octets)
{
    link_->input.consume(octets);
}

bool Connection::inputEmpty() const
{
    return link_->input.empty() && (!link_->ssl || SSL_pending(link_->ssl.get()) == 0);
}

void Connection::queue(std::string_view octets)
{
    link_->output.append(octets);
}

std::size_t Connection::queuedOctets() const
{
    return link_->output.size() - link_->sent;
}

asio::awaitable<void> Connection::flush()
{
    Link& link = *link_;
    co_await link.drain();
    if (link.output.capacity() > Link::KeptCapacity) std::string().swap(link.output);
}

asio::awaitable<void> Connection::write(std::string_view octets)
{
    queue(octets);
    co_await flush();
}

void Connection::expiresAfter(std::chrono::steady_clock::duration limit)
{
    link_->moveDeadline(link_, limit);
}

void Connection::releaseMemory()
{
    link_->input.shrink(0);
    if (link_->output.empty()) std::string().swap(link_->output); // assigning would keep it
}

void Connection::shutdown()
{
    link_->ended = true;
    link_->end();
}

void Connection::askToEnd()
{
    link_->askToEnd(link_);
}

std::function<void()> Connection::ender() const
{
    return [weak = std::weak_ptr(link_)] {
        if (const auto link = weak.lock()) link->askToEnd(link);
    };
}

asio::awaitable<void> Connection::close()
{
    Link& link = *link_;
    try {
        if (link.deadline > Link::Clock::now() + Link::GoodbyeLimit)
            expiresAfter(Link::GoodbyeLimit);
        co_await flush();
        ERR_clear_error();
        if (link.ssl && !link.tls_failed) SSL_shutdown(link.ssl.get());
        ::shutdown(link.socket.native_handle(), SHUT_WR);
        // Closing with input unread would reset the connection, and our last words with it.
        link.leaving = false;
        for (std::size_t dropped = 0; dropped < MaxDrained;) {
            co_await link.fill(false);
            dropped += link.input.view().size();
            link.input.clear();
        }
    } catch (const system_error&) {
        // The peer has gone, as it should.
    }
}

int Connection::nativeHandle() const
{
    return link_->socket.native_handle();
}

} // namespace roost::net
