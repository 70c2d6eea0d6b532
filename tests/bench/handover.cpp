// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/handover.h"

#include "tests/bench/smtp_client.h"

#include <fstream>
#include <memory>
#include <stdexcept>

namespace roost::bench {

namespace {

// One message in hundreds fails at a busy OpenDKIM, and the connection with it.
constexpr int MostAgain = 100;

/// What one connection has to do.
struct Share {
    const HandoverOptions& options;
    const std::vector<Letter>& letters;
    std::size_t first;
    int& again;
};

awaitable<std::unique_ptr<SmtpClient>> meet(Share share)
{
    const auto executor = co_await boost::asio::this_coro::executor;
    auto client = std::make_unique<SmtpClient>(executor);
    const HandoverOptions& options = share.options;
    if (options.is_starttls)
        co_await client->startTls(options.server);
    else
        co_await client->beginTls(options.server);
    if (!options.password.empty())
        co_await client->logIn(share.letters[share.first].sender, options.password);
    co_return client;
}

awaitable<void> send(Share share)
{
    auto client = co_await meet(share);
    const auto step = static_cast<std::size_t>(share.options.connections);
    for (std::size_t i = share.first; i < share.letters.size(); i += step) {
        for (;;) {
            const bool is_taken = co_await client->hand(
                share.letters[i].sender, share.letters[i].recipient, share.letters[i].text);
            if (is_taken) break;
            if (++share.again > MostAgain) throw std::runtime_error("refused too often");
            co_await client->quit();
            client = co_await meet(share);
        }
    }
    co_await client->quit();
}

} // namespace

std::vector<Letter> readLetters(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<Letter> letters;
    Letter letter;
    std::size_t octets = 0;
    while (file >> letter.sender >> letter.recipient >> octets) {
        file.ignore(); // the end of the line
        letter.text.resize(octets);
        file.read(letter.text.data(), static_cast<std::streamsize>(octets));
        letter.text += ".\r\n";
        letters.push_back(letter);
    }
    if (letters.empty()) throw std::runtime_error("no letters in " + path);
    return letters;
}

int handOver(Loop& loop, const HandoverOptions& options, const std::vector<Letter>& letters)
{
    int again = 0;
    std::vector<awaitable<void>> tasks;
    for (int i = 0; i < options.connections; ++i) {
        const auto first = static_cast<std::size_t>(i);
        if (first < letters.size()) tasks.push_back(send(Share{options, letters, first, again}));
    }
    loop.together(std::move(tasks));
    return again;
}

} // namespace roost::bench
