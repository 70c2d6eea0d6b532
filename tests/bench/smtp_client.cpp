// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/smtp_client.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace roost::bench {
namespace {

std::string base64(std::string_view octets)
{
    std::string text(4 * ((octets.size() + 2) / 3) + 1, '\0');
    const auto length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                        reinterpret_cast<const unsigned char*>(octets.data()),
                                        static_cast<int>(octets.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

} // namespace

/// Reads one reply of any number of lines; its first digit.
awaitable<char> SmtpClient::reply()
{
    for (;;) {
        const std::string_view line = co_await peer_.readLine();
        if (line.size() < 3 || line[0] == '5')
            throw std::runtime_error("refused: " + std::string(line));
        if (line.size() == 3 || line[3] == ' ') co_return line[0];
    }
}

awaitable<void> SmtpClient::expect(char kind)
{
    const char found = co_await reply();
    if (found != kind) throw std::runtime_error(std::string("refused with ") + found + "xx");
}

awaitable<void> SmtpClient::ask(std::string_view command, char kind)
{
    co_await peer_.write(command);
    co_await expect(kind);
}

awaitable<void> SmtpClient::logIn(const Server& server, std::string user)
{
    co_await beginTls(server.smtps);
    co_await logIn(std::move(user), server.password);
}

awaitable<void> SmtpClient::beginTls(boost::asio::ip::tcp::endpoint server)
{
    co_await peer_.connect(server);
    co_await expect('2');
    co_await ask("EHLO [127.0.0.1]\r\n", '2');
}

awaitable<void> SmtpClient::startTls(boost::asio::ip::tcp::endpoint server)
{
    co_await peer_.connectInClear(server);
    co_await expect('2');
    co_await ask("EHLO [127.0.0.1]\r\n", '2');
    co_await ask("STARTTLS\r\n", '2');
    co_await peer_.startTls();
    co_await ask("EHLO [127.0.0.1]\r\n", '2');
}

awaitable<void> SmtpClient::logIn(std::string user, std::string password)
{
    std::string credentials; // RFC 4616
    credentials += '\0';
    credentials += user;
    credentials += '\0';
    credentials += password;
    const std::string command = "AUTH PLAIN " + base64(credentials) + "\r\n";
    co_await ask(command, '2');
}

awaitable<bool>
SmtpClient::hand(std::string_view sender, std::string_view recipient, std::string_view message)
{
    std::string commands = "MAIL FROM:<";
    commands += sender;
    commands += ">\r\nRCPT TO:<";
    commands += recipient;
    commands += ">\r\nDATA\r\n";
    co_await peer_.write(commands);
    co_await expect('2');
    co_await expect('2');
    co_await expect('3');
    co_await peer_.write(message);
    const char kind = co_await reply();
    co_return kind == '2';
}

awaitable<void> SmtpClient::quit()
{
    co_await ask("QUIT\r\n", '2');
}

awaitable<void> SmtpClient::submit(const Envelope& envelope)
{
    std::string commands = "MAIL FROM:<";
    commands += envelope.sender;
    commands += ">\r\n";
    for (const auto recipient : envelope.recipients) {
        commands += "RCPT TO:<";
        commands += recipient;
        commands += ">\r\n";
    }
    commands += "DATA\r\n";
    co_await peer_.write(commands);
    for (std::size_t i = 0; i <= envelope.recipients.size(); ++i) co_await expect('2');
    co_await expect('3');
    std::string body(envelope.message);
    body += ".\r\n";
    co_await ask(body, '2');
}

} // namespace roost::bench
