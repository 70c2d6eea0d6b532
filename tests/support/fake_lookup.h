// SPDX-License-Identifier: GPL-3.0-or-later
// A name system that is a table: `lookup.add("a.test", Type::mx, {mxData(10, "mx.a.test")})`.
#pragma once

#include "backend/net/dns/lookup.h"

#include <boost/asio/ip/address.hpp>

#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace roost::test {

/// A name as it stands in rdata.
inline std::string nameData(std::string_view name)
{
    std::string data;
    while (!name.empty()) {
        const auto label = name.substr(0, name.find('.'));
        data += static_cast<char>(label.size());
        data += label;
        name.remove_prefix(std::min(name.size(), label.size() + 1));
    }
    return data + '\0';
}

inline std::string mxData(std::uint16_t preference, std::string_view name)
{
    const std::string number = {static_cast<char>(preference >> 8),
                                static_cast<char>(preference & 0xff)};
    return number + nameData(name);
}

inline std::string textData(std::string_view text)
{
    std::string data;
    do {
        const auto part = text.substr(0, 255);
        data += static_cast<char>(part.size());
        data += part;
        text.remove_prefix(part.size());
    } while (!text.empty());
    return data;
}

inline std::string addressData(const std::string& text)
{
    const auto address = boost::asio::ip::make_address(text);
    if (address.is_v6()) {
        const auto octets = address.to_v6().to_bytes();
        return {octets.begin(), octets.end()};
    }
    const auto octets = address.to_v4().to_bytes();
    return {octets.begin(), octets.end()};
}

inline std::string tlsaData(int usage, int selector, int matching, const std::string& data)
{
    return std::string{static_cast<char>(usage), static_cast<char>(selector),
                       static_cast<char>(matching)}
           + data;
}

/// These records, and whether DNSSEC vouches for them.
inline net::dns::Answer answered(std::vector<std::string> records, bool is_secure)
{
    net::dns::Answer answer;
    answer.status = net::dns::Status::found;
    answer.records = std::move(records);
    answer.is_secure = is_secure;
    return answer;
}

/// Answers at once from its table. A name that is in it under other types has no data; any other
/// does not exist. Filled before it is asked; one thread.
class FakeLookup final : public net::dns::Lookup {
public:
    using Answer = net::dns::Answer;
    using Type = net::dns::Type;

    struct Question {
        std::string name;
        Type type;
        net::dns::Freshness freshness;
        bool operator==(const Question&) const = default;
    };

    void add(const std::string& name, Type type, std::vector<std::string> records)
    {
        Answer answer;
        answer.status = net::dns::Status::found;
        answer.records = std::move(records);
        answer.canonical_name = name;
        answer.ttl_seconds = 60;
        add(name, type, std::move(answer));
    }
    void add(const std::string& name, Type type, Answer answer)
    {
        names_[name][type] = std::move(answer);
    }

    boost::asio::awaitable<Answer> ask(std::string name,
                                       Type type,
                                       std::chrono::milliseconds,
                                       net::dns::Freshness freshness) override
    {
        asked.push_back({name, type, freshness});
        co_return answerTo(name, type);
    }

    std::vector<Question> asked; // in order

private:
    Answer answerTo(const std::string& name, Type type) const
    {
        Answer answer;
        answer.status = net::dns::Status::no_such_name;
        answer.canonical_name = name;
        const auto known = names_.find(name);
        if (known == names_.end()) return answer;
        answer.status = net::dns::Status::no_data;
        const auto found = known->second.find(type);
        return found == known->second.end() ? answer : found->second;
    }

    std::map<std::string, std::map<Type, Answer>> names_;
};

} // namespace roost::test
