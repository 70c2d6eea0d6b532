// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dns/name_server.h"

#include "shared/base/text.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr std::size_t HeaderSize = 12;

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

std::size_t octet(char c)
{
    return static_cast<unsigned char>(c);
}

std::string number(std::size_t value)
{
    return {static_cast<char>(value >> 8), static_cast<char>(value & 0xff)};
}

/// Header and question, without what EDNS adds behind them.
std::string plainQuestion(const std::string& question)
{
    std::size_t at = HeaderSize;
    while (at < question.size() && question[at] != 0) at += 1 + octet(question[at]);
    return question.substr(0, at + 5);
}

} // namespace

NameServer::NameServer(Handler handler)
    : handler_(std::move(handler)),
      socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
      stop_(::eventfd(0, EFD_CLOEXEC))
{
    const sockaddr_in any = loopback(0);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&any), sizeof(any)) != 0)
        throw std::runtime_error("no port for a name server");
    thread_ = std::thread(&NameServer::serve, this);
}

NameServer::~NameServer()
{
    ::eventfd_write(stop_, 1);
    thread_.join();
    ::close(socket_);
    ::close(stop_);
}

std::string NameServer::address() const
{
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    return "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
}

void NameServer::serve()
{
    for (;;) {
        std::array<pollfd, 2> waits = {pollfd{socket_, POLLIN, 0}, pollfd{stop_, POLLIN, 0}};
        ::poll(waits.data(), waits.size(), -1);
        if (waits[1].revents) return;
        std::array<char, 65536> buffer;
        sockaddr_in peer{};
        socklen_t size = sizeof(peer);
        auto* const from = reinterpret_cast<sockaddr*>(&peer);
        const auto got = ::recvfrom(socket_, buffer.data(), buffer.size(), 0, from, &size);
        if (got < static_cast<ssize_t>(HeaderSize)) continue;
        const auto answer = handler_(std::string(buffer.data(), static_cast<std::size_t>(got)));
        if (!answer.empty()) ::sendto(socket_, answer.data(), answer.size(), 0, from, size);
    }
}

std::string nameIn(const std::string& question)
{
    std::string name;
    std::size_t at = HeaderSize;
    while (at < question.size() && question[at] != 0) {
        if (!name.empty()) name += '.';
        name += roost::lower(question.substr(at + 1, octet(question[at])));
        at += 1 + octet(question[at]);
    }
    return name;
}

int typeIn(const std::string& question)
{
    const std::string plain = plainQuestion(question);
    const std::size_t at = plain.size() - 4;
    return static_cast<int>(octet(plain[at]) << 8 | octet(plain[at + 1]));
}

std::string emptyAnswer(const std::string& question, int code)
{
    // An answer (QR, RA) with one question and no records.
    return question.substr(0, 2) + '\x81' + static_cast<char>(0x80 | code) + number(1)
           + std::string(6, '\0') + plainQuestion(question).substr(HeaderSize);
}

std::string answerWith(const std::string& question, const std::string& rdata, int count)
{
    std::string answer = emptyAnswer(question, 0);
    answer.replace(6, 2, number(static_cast<std::size_t>(count)));
    // A pointer to the name of the question; IN; ten minutes.
    return answer + number(0xc00c) + number(static_cast<std::size_t>(typeIn(question))) + number(1)
           + number(0) + number(600) + number(rdata.size()) + rdata;
}

std::string askedOf(const std::string& address, const std::string& question)
{
    const sockaddr_in server = loopback(std::stoi(address.substr(address.find(':') + 1)));
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    std::array<char, 65536> buffer;
    const bool is_sent =
        ::connect(socket, reinterpret_cast<const sockaddr*>(&server), sizeof(server)) == 0
        && ::send(socket, question.data(), question.size(), 0) > 0;
    const auto got = is_sent ? ::recv(socket, buffer.data(), buffer.size(), 0) : 0;
    ::close(socket);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
}
