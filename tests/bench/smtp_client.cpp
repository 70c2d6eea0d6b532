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

/// Reads one reply of any number of lines; its first digit must be `kind`.
awaitable<void> SmtpClient::expect(char kind)
{
    for (;;) {
        const std::string_view line = co_await peer_.readLine();
        if (line.size() < 3 || line[0] != kind)
            throw std::runtime_error("submission: " + std::string(line));
        if (line.size() == 3 || line[3] == ' ') co_return;
    }
}

awaitable<void> SmtpClient::ask(std::string_view command, char kind)
{
    co_await peer_.write(command);
    co_await expect(kind);
}

awaitable<void> SmtpClient::logIn(const Server& server, std::string user)
{
    co_await peer_.connect(server.smtps);
    co_await expect('2');
    co_await ask("EHLO [127.0.0.1]\r\n", '2');
    std::string credentials; // RFC 4616
    credentials += '\0';
    credentials += user;
    credentials += '\0';
    credentials += server.password;
    const std::string command = "AUTH PLAIN " + base64(credentials) + "\r\n";
    co_await ask(command, '2');
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
