// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/server.h"

#include <fmt/format.h>

#include <map>
#include <sstream>
#include <stdexcept>

namespace roost::bench {
namespace {

using Words = std::map<std::string, std::string>;

const std::string& word(const Words& words, const std::string& key)
{
    const auto found = words.find(key);
    if (found == words.end()) throw std::invalid_argument("--server: no " + key + "=");
    return found->second;
}

boost::asio::ip::tcp::endpoint endpoint(const Words& words, const std::string& port)
{
    const auto number = static_cast<unsigned short>(std::stoul(word(words, port)));
    return {boost::asio::ip::make_address(word(words, "host")), number};
}

} // namespace

std::string Server::user(int number) const
{
    return fmt::format(fmt::runtime(users), number);
}

Server parseServer(std::string_view text)
{
    Words words;
    std::istringstream input{std::string(text)};
    for (std::string each; input >> each;) {
        const auto equals = each.find('=');
        if (equals == std::string::npos) throw std::invalid_argument("--server: " + each);
        words[each.substr(0, equals)] = each.substr(equals + 1);
    }
    Server server;
    server.name = word(words, "name");
    server.smtps = endpoint(words, "smtps");
    server.imaps = endpoint(words, "imaps");
    server.users = word(words, "users");
    server.password = word(words, "password");
    std::istringstream pids(word(words, "pids"));
    for (std::string pid; std::getline(pids, pid, ',');) server.pids.push_back(std::stoi(pid));
    return server;
}

} // namespace roost::bench
